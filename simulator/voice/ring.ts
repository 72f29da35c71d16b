import type { SimulatorContext } from '../model/context';
import { outcomeOf } from './call-outcomes';
import { callOwnNumber } from './own-number-leg';
import { ownNumber } from '../numbering/own-numbers';
import { ifCurrent, hasEnded, addTranscriptLine, setActivity } from './call';
import { markAnswered, endCall, markInitiated, markRinging } from './call-status';
import type { Answerer } from '../model/calls';
import type { CallRecord } from '../model/call-records';

/** What happens while a phone rings. */
export interface RingOptions {
  /** The time until `no-answer`. */
  timeoutMs: number;
  /** The phone starts to ring. */
  onRinging?(): void;
  /** The phone was answered, by the person or automatically. The call has the answerer. */
  onAnswer(isByHand: boolean): void;
}

const DIAL_DELAY_MS = 100;
const SETUP_DELAY_MS = 500;
/** The time until `busy` and `canceled`. */
const OUTCOME_DELAY_MS = 1000;
const MACHINE_ANSWER_DELAY_MS = 2000;

/**
 * Calls a number. Test numbers have their own outcome (see `OUTCOMES`). Other numbers are answered after `answerAfter`,
 * unless the person lets the phone ring. At an own number its flow answers.
 */
export function ringPhone(
  context: SimulatorContext,
  call: CallRecord,
  { timeoutMs, onRinging, onAnswer }: RingOptions,
): void {
  const outcome = outcomeOf(call.view.to);
  const cancelTimers: (() => void)[] = [];
  const after = (ms: number, run: () => void): (() => void) => {
    const stop = context.timers.after(ms, ifCurrent(call, run));
    cancelTimers.push(stop);
    return stop;
  };
  const stop = (): void => {
    for (const one of cancelTimers) one();
  };
  const pickUp = (by: Answerer, isByHand: boolean): void => {
    stop();
    call.answerer = by;
    setActivity(context, call, { stop: () => undefined });
    markAnswered(context, call);
    if (!hasEnded(call)) onAnswer(isByHand);
  };

  setActivity(context, call, { stop });
  after(DIAL_DELAY_MS, () => {
    markInitiated(context, call);
    after(SETUP_DELAY_MS, () => {
      if ('ends' in outcome && outcome.ends === 'failed') {
        endCall(context, call, 'failed');
        return;
      }
      markRinging(context, call);
      onRinging?.();
      after(timeoutMs, () => {
        endCall(context, call, 'no-answer');
      });
      const number = ownNumber(context, call.view.to);
      if (number !== undefined) {
        callOwnNumber(context, call, number, () => {
          pickUp('human', true);
        });
        return;
      }
      if ('ends' in outcome) {
        const { ends } = outcome;
        if (ends !== 'no-answer') {
          after(OUTCOME_DELAY_MS, () => {
            endCall(context, call, ends);
          });
        }
        return;
      }
      const answerAfterMs = outcome.answered === 'human' ? context.answerAfterMs : MACHINE_ANSWER_DELAY_MS;
      const stopAnswer =
        answerAfterMs === false
          ? () => undefined
          : after(answerAfterMs, () => {
              pickUp(outcome.answered, false);
            });
      setActivity(context, call, {
        stop,
        answer(by = outcome.answered) {
          addTranscriptLine(context, call, 'person', 'Answer', by === 'human' ? '' : by);
          pickUp(by, true);
        },
        ring: stopAnswer,
      });
    });
  });
}
