import { findQueue } from '../queue';
import { urlAttribute } from '../attributes';
import { requestTwiml } from '../run-twiml';
import { ifCurrent, IDLE, addTranscriptLine, setActivity } from '../call';
import { textContent } from './say';
import { connectCalls } from '../talk';
import type { FormPairs } from '../../model/webhooks';
import type { Activity, QueueMember } from '../../model/call-records';
import type { LiveRecording } from '../../model/live-media';
import type { VerbStep } from '../../model/context';
import type { DialContext, DialResult } from './dial-context';

/** The verbs of the document before the connection. https://www.twilio.com/docs/voice/twiml/queue#attributes-url */
const WHISPER_VERBS: ReadonlySet<string> = new Set(['Play', 'Say', 'Pause', 'Redirect']);

/**
 * Connects the call with the first call in a queue, or the next one within the timeout. The other caller hears the
 * document of `url` before that.
 *
 * https://www.twilio.com/docs/voice/twiml/queue
 *
 * @param step with `<Queue>` as its element
 */
export function dialQueue(
  step: VerbStep,
  { timeoutMs, timeLimitMs, hangsUpOnStar, bridge, finish, replaced }: DialContext,
): Activity | undefined {
  const { context, call, source, element } = step;
  const name = textContent(element);
  const url = urlAttribute(source, element, 'url', 'method');
  addTranscriptLine(context, call, 'flow', 'Dial', `queue ${name}`);
  const queue = findQueue(context, name);
  if (queue === undefined) {
    source.line?.error(
      name === ''
        ? '14212: Dial->Queue: queue name too short'
        : `Dial->Queue: queue not found: "${name.slice(0, 100)}"`,
    );
    finish({ status: 'failed', isBridged: false });
    return undefined;
  }
  let member: QueueMember | undefined;
  let connectedAt: number | undefined;
  let recording: LiveRecording | undefined;
  let stopTimer = (): void => undefined;
  let separate = (): void => undefined;

  const queueParams = (taken: QueueMember): FormPairs => [
    ['QueueSid', queue.sid],
    ['QueueTime', String(taken.waitSeconds())],
    ['DequeingCallSid', call.sid],
  ];
  const result = (): DialResult => {
    const seconds = connectedAt === undefined ? undefined : Math.round((context.timers.now() - connectedAt) / 1000);
    const status = seconds === undefined ? 'canceled' : 'completed';
    const isBridged = seconds !== undefined;
    return { status, isBridged, sid: member?.call.sid, seconds, recording, queue: member && queueParams(member) };
  };
  /** The other call has left. */
  const onLeave = ifCurrent(call, () => {
    stopTimer();
    separate();
    recording?.complete();
    finish(result());
  });
  const release = (): void => member?.finish(connectedAt === undefined ? 'bridging-in-process' : 'bridged');
  const connect = (other: QueueMember): void => {
    connectedAt = context.timers.now();
    other.bridged();
    other.call.nested = undefined;
    setActivity(context, other.call, IDLE);
    addTranscriptLine(context, other.call, 'flow', 'Enqueue', `connected to ${call.view.from}`);
    recording = bridge();
    separate = connectCalls(call, other.call);
    stopTimer = context.timers.after(timeLimitMs, release);
  };
  const takeMember = (waiting: QueueMember): void => {
    stopTimer();
    member = waiting;
    waiting.dequeue(onLeave);
    if (url === undefined) {
      connect(waiting);
      return;
    }
    const connectMember = (): void => {
      connect(waiting);
    };
    waiting.call.nested = { verbs: WHISPER_VERBS, ended: connectMember, failed: connectMember };
    requestTwiml(context, waiting.call, url, queueParams(waiting));
  };

  const [first] = queue.members;
  if (first === undefined) {
    queue.waitingDials.add(takeMember);
    stopTimer = context.timers.after(timeoutMs, () => {
      queue.waitingDials.delete(takeMember);
      finish({ status: 'no-answer', isBridged: false });
    });
  } else takeMember(first);
  return {
    stop() {
      stopTimer();
      separate();
      recording?.complete();
      queue.waitingDials.delete(takeMember);
      release();
    },
    ended() {
      replaced(result());
    },
    redirected() {
      replaced(result());
    },
    digit(key) {
      if (key === '*' && hangsUpOnStar && connectedAt !== undefined) release();
    },
  };
}
