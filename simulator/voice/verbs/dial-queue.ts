import { findQueue } from '../queue';
import { addressOf } from '../attributes';
import { ask } from '../run-twiml';
import { guarded, idle, note, setActivity } from '../call';
import { said } from './say';
import type { Activity, LiveRecording, Member } from '../../model/call-records';
import type { Step } from '../../model/context';
import type { Dialling } from './dialling';

/** What a caller may hear before being connected. https://www.twilio.com/docs/voice/twiml/queue#attributes-url */
const LAST_WORDS: ReadonlySet<string> = new Set(['Play', 'Say', 'Pause', 'Redirect']);

/**
 * Connects the call with the first one that waits in a queue, or with the next one that comes within the timeout. The
 * other caller hears the document of `url` before.
 *
 * https://www.twilio.com/docs/voice/twiml/queue
 *
 * @param step with the Queue as its element
 */
export function dialQueue(
  step: Step,
  { timeout, timeLimit, hangsUpOnStar, bridge, finish }: Dialling,
): Activity | undefined {
  const { world, call, source, element } = step;
  const name = said(element);
  const url = addressOf(source, element, 'url', 'method');
  note(world, call, 'flow', 'Dial', `queue ${name}`);
  const queue = findQueue(world, name);
  if (queue === undefined) {
    source.line?.error(
      name === ''
        ? '14212: Dial->Queue: queue name too short'
        : `Dial->Queue: there is no queue "${name.slice(0, 100)}"`,
    );
    finish({ status: 'failed' });
    return undefined;
  }
  let member: Member | undefined;
  let connectedAt: number | undefined;
  let recording: LiveRecording | undefined;
  let stopTimer = (): void => undefined;

  /** The other one is gone, or sent on: what comes next on this side. */
  const part = guarded(call, () => {
    stopTimer();
    recording?.complete();
    const seconds = connectedAt === undefined ? undefined : Math.round((world.timers.now() - connectedAt) / 1000);
    finish({ status: seconds === undefined ? 'canceled' : 'completed', sid: member?.call.sid, seconds, recording });
  });
  const letGo = (): void => member?.goOn(connectedAt === undefined ? 'bridging-in-process' : 'bridged');
  const connect = (other: Member): void => {
    connectedAt = world.timers.now();
    other.connected();
    other.call.frame = undefined;
    setActivity(world, other.call, idle);
    note(world, other.call, 'flow', 'Enqueue', `connected to ${call.view.from}`);
    recording = bridge();
    stopTimer = world.timers.after(timeLimit, letGo);
  };
  const take = (found: Member): void => {
    stopTimer();
    member = found;
    found.take(part);
    if (url === undefined) {
      connect(found);
      return;
    }
    const goOn = (): void => {
      connect(found);
    };
    found.call.frame = { verbs: LAST_WORDS, ended: goOn, failed: goOn };
    ask(world, found.call, url, [
      ['QueueSid', queue.sid],
      ['QueueTime', String(found.waited())],
      ['DequeingCallSid', call.sid],
    ]);
  };

  const [first] = queue.members;
  if (first === undefined) {
    queue.takers.add(take);
    stopTimer = world.timers.after(timeout, () => {
      queue.takers.delete(take);
      finish({ status: 'no-answer' });
    });
  } else take(first);
  return {
    stop() {
      stopTimer();
      recording?.complete();
      queue.takers.delete(take);
      letGo();
    },
    digit(key) {
      if (key === '*' && hangsUpOnStar && connectedAt !== undefined) letGo();
    },
  };
}
