import type { SimulatorContext } from '../model/context';
import { outcomeOf } from './call-outcomes';
import { guarded, isOver, note, setActivity } from './call';
import { answered, endCall, initiated, ringing } from './call-status';
import type { CallRecord } from '../model/call-records';

/** How a phone is rung. Times in milliseconds. */
export interface Ringing {
  /** How long it rings before Twilio gives up. */
  timeout: number;
  /** Someone or something has picked up. `by` is a person who did it by hand, or what answers by itself. */
  onAnswer(by: 'person' | 'human' | 'machine' | 'fax' | 'unknown'): void;
}

const DIALLING = 100;
const SETUP = 500;
/** How long it takes to be busy, unreachable or called off. */
const DECIDING = 1000;
const MACHINE_ANSWERS = 2000;

/**
 * Calls a number. What becomes of it is decided by the number (see `outcomes`); a number that says nothing is answered
 * after `answerAfter`, unless someone is there who lets it ring until they answer.
 */
export function ring(world: SimulatorContext, call: CallRecord, { timeout, onAnswer }: Ringing): void {
  const outcome = outcomeOf(call.view.to);
  const stops: (() => void)[] = [];
  const after = (ms: number, run: () => void): (() => void) => {
    const stop = world.timers.after(ms, guarded(call, run));
    stops.push(stop);
    return stop;
  };
  const stop = (): void => {
    for (const one of stops) one();
  };
  const pickUp = (by: Parameters<Ringing['onAnswer']>[0]): void => {
    stop();
    setActivity(world, call, { stop: () => undefined });
    answered(world, call);
    if (!isOver(call)) onAnswer(by);
  };

  setActivity(world, call, { stop });
  after(DIALLING, () => {
    initiated(world, call);
    after(SETUP, () => {
      if ('ends' in outcome && outcome.ends === 'failed') {
        endCall(world, call, 'failed');
        return;
      }
      ringing(world, call);
      after(timeout, () => {
        endCall(world, call, 'no-answer');
      });
      if ('ends' in outcome) {
        const { ends } = outcome;
        if (ends !== 'no-answer') {
          after(DECIDING, () => {
            endCall(world, call, ends);
          });
        }
        return;
      }
      const byItself = outcome.answered === 'human' ? world.answerAfter : MACHINE_ANSWERS;
      const stopAnswer =
        byItself === false
          ? () => undefined
          : after(byItself, () => {
              pickUp(outcome.answered);
            });
      setActivity(world, call, {
        stop,
        answer() {
          note(world, call, 'person', 'Answer');
          pickUp('person');
        },
        ring: stopAnswer,
      });
    });
  });
}
