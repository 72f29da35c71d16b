import type { SimulatorContext } from '../model/context';
import { outcomeOf } from './call-outcomes';
import { ifCurrent, hasEnded, addTranscriptLine, setActivity } from './call';
import { markAnswered, endCall, markInitiated, markRinging } from './call-status';
import type { CallRecord } from '../model/call-records';

/** How a phone is rung. Times in milliseconds. */
export interface RingOptions {
  /** How long it rings before Twilio gives up. */
  timeoutMs: number;
  /** Someone or something has picked up. `by` is a person who did it by hand, or what answers by itself. */
  onAnswer(by: 'person' | 'human' | 'machine' | 'fax' | 'unknown'): void;
}

const DIAL_DELAY_MS = 100;
const SETUP_DELAY_MS = 500;
/** How long it takes to be busy, unreachable or called off. */
const OUTCOME_DELAY_MS = 1000;
const MACHINE_ANSWER_DELAY_MS = 2000;

/**
 * Calls a number. What becomes of it is decided by the number (see `outcomes`); a number that says nothing is answered
 * after `answerAfter`, unless someone is there who lets it ring until they answer.
 */
export function ringPhone(context: SimulatorContext, call: CallRecord, { timeoutMs, onAnswer }: RingOptions): void {
  const outcome = outcomeOf(call.view.to);
  const stops: (() => void)[] = [];
  const after = (ms: number, run: () => void): (() => void) => {
    const stop = context.timers.after(ms, ifCurrent(call, run));
    stops.push(stop);
    return stop;
  };
  const stop = (): void => {
    for (const one of stops) one();
  };
  const pickUp = (by: Parameters<RingOptions['onAnswer']>[0]): void => {
    stop();
    setActivity(context, call, { stop: () => undefined });
    markAnswered(context, call);
    if (!hasEnded(call)) onAnswer(by);
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
      after(timeoutMs, () => {
        endCall(context, call, 'no-answer');
      });
      if ('ends' in outcome) {
        const { ends } = outcome;
        if (ends !== 'no-answer') {
          after(OUTCOME_DELAY_MS, () => {
            endCall(context, call, ends);
          });
        }
        return;
      }
      const byItself = outcome.answered === 'human' ? context.answerAfter : MACHINE_ANSWER_DELAY_MS;
      const stopAnswer =
        byItself === false
          ? () => undefined
          : after(byItself, () => {
              pickUp(outcome.answered);
            });
      setActivity(context, call, {
        stop,
        answer() {
          addTranscriptLine(context, call, 'person', 'Answer');
          pickUp('person');
        },
        ring: stopAnswer,
      });
    });
  });
}
