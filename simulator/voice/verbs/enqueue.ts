import { averageWaitSeconds, createQueue, findQueue, joinQueue, leaveQueue, MAX_QUEUE_NAME_LENGTH } from '../queue';
import { urlAttribute, warn } from '../attributes';
import { requestTwiml, postWebhook } from '../run-twiml';
import { interrupt, hasEnded, addTranscriptLine, endTranscriptLine, setActivity } from '../call';
import { textContent } from './say';
import type { FormPairs } from '../../model/webhooks';
import type { WebhookAddress, Activity, QueueResult, QueueMember, QueueRecord } from '../../model/call-records';
import type { VerbStep, VerbHandler } from '../../model/context';

/** The verbs of the wait document. https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl */
const WAITING_VERBS: ReadonlySet<string> = new Set(['Play', 'Say', 'Pause', 'Hangup', 'Redirect', 'Leave', 'Gather']);
/** The limit of consecutive documents that are shorter than MIN_DOCUMENT_MS. */
const MAX_SILENT_DOCUMENTS = 20;
const MIN_DOCUMENT_MS = 500;

/**
 * Adds the call to a queue, and creates the queue if needed. The document of `waitUrl` repeats until the call leaves the
 * queue. Then requests `action` with the result, or continues with the next verb.
 *
 * https://www.twilio.com/docs/voice/twiml/enqueue
 */
export function enqueueVerb(step: VerbStep, next: () => void): Activity | undefined {
  const { context, call, source, element } = step;
  const action = urlAttribute(source, element, 'action', 'method');
  const name = queueName(step);
  addTranscriptLine(context, call, 'flow', 'Enqueue', name ?? '');
  const skip = (result: QueueResult): void => {
    if (action === undefined) next();
    else requestTwiml(context, call, action, [['QueueResult', result]]);
  };
  if (name === undefined) {
    skip('error');
    return undefined;
  }
  const queue = findQueue(context, name) ?? createQueue(context, name);
  if (queue.members.length >= queue.maxSize) {
    source.line?.error(`14207: Enqueue: The targeted queue reached max queue size (${String(queue.maxSize)})`);
    skip('queue-full');
    return undefined;
  }
  const member = createMember(step, queue, action);
  return playWaitUrl(step, member);
}

/** Leaves the queue, and continues after the Enqueue. https://www.twilio.com/docs/voice/twiml/leave */
export const leaveVerb: VerbHandler = ({ context, call, source }, next) => {
  addTranscriptLine(context, call, 'flow', 'Leave');
  const { member } = call;
  if (member === undefined) {
    warn(source, '<Leave> is for a call in a queue; it is skipped');
    next();
  } else member.finish('leave');
  return undefined;
};

/** The name of the queue. Undefined, with an error in the log, for an invalid name. */
function queueName({ source, element }: VerbStep): string | undefined {
  if (element.attributes['workflowSid'] !== undefined) {
    warn(source, 'workflowSid of <Enqueue> is not supported; use the name of a queue');
    return undefined;
  }
  const name = textContent(element);
  if (name !== '' && name.length <= MAX_QUEUE_NAME_LENGTH) return name;
  source.line?.error(name === '' ? '14204: Enqueue: Queue name too short' : '14205: Enqueue: Queue name too long');
  return undefined;
}

function createMember(step: VerbStep, queue: QueueRecord, action: WebhookAddress | undefined): QueueMember {
  const { context, call } = step;
  const since = context.timers.now();
  let dequeuedAt: number | undefined;
  let isConnected = false;
  let notifyDial = (): void => undefined;

  const resultParams = (result: QueueResult): FormPairs => [
    ['QueueResult', result],
    ['QueueSid', queue.sid],
    ['QueueTime', String(member.waitSeconds())],
  ];
  /** Removes the call from the queue. */
  const end = (): void => {
    dequeuedAt ??= context.timers.now();
    call.onEnd.delete(onCallEnd);
    call.member = undefined;
    call.nested = undefined;
    leaveQueue(context, member);
    notifyDial();
  };
  const onCallEnd = (): void => {
    end();
    if (action !== undefined) postWebhook(context, call, action, resultParams(isConnected ? 'bridged' : 'hangup'));
  };
  const member: QueueMember = {
    call,
    queue,
    joinedAt: since,
    waitSeconds: () => Math.round(((dequeuedAt ?? context.timers.now()) - since) / 1000),
    dequeue(onLeave) {
      dequeuedAt = context.timers.now();
      notifyDial = onLeave;
      leaveQueue(context, member);
      call.nested = undefined;
      interrupt(context, call);
    },
    bridged() {
      isConnected = true;
    },
    finish(result) {
      // A call leaves once only.
      if (call.member !== member || hasEnded(call)) return;
      end();
      if (action === undefined) step.resume();
      else requestTwiml(context, call, action, resultParams(result));
    },
    redirected() {
      end();
      if (action !== undefined)
        postWebhook(context, call, action, resultParams(isConnected ? 'redirected-from-bridged' : 'redirected'));
    },
  };
  call.member = member;
  call.onEnd.add(onCallEnd);
  return member;
}

/** Plays the document of `waitUrl` until the call leaves. */
function playWaitUrl({ context, call, source, element }: VerbStep, member: QueueMember): Activity | undefined {
  const { queue } = member;
  const silence: Activity = { stop: () => undefined };
  const given = element.attributes['waitUrl']?.trim();
  const waitUrl = urlAttribute(source, element, 'waitUrl', 'waitUrlMethod');
  if (given !== undefined && given !== '' && waitUrl === undefined) {
    source.line?.error('14202: Enqueue: Invalid waitUrl');
    member.finish('error');
    return undefined;
  }
  if (waitUrl === undefined) {
    // Without waitUrl Twilio plays its own music. With an empty one it plays nothing.
    if (given === undefined) {
      const line = addTranscriptLine(context, call, 'flow', 'Play', 'hold music');
      silence.stop = () => {
        endTranscriptLine(context, call, line);
      };
    }
    setActivity(context, call, silence);
    joinQueue(context, member);
    return undefined;
  }
  let requestedAt = 0;
  let shortDocuments = 0;
  const requestDocument = (): void => {
    requestedAt = context.timers.now();
    requestTwiml(
      context,
      call,
      waitUrl,
      [
        ['QueuePosition', String(queue.members.indexOf(member) + 1)],
        ['QueueSid', queue.sid],
        ['QueueTime', String(member.waitSeconds())],
        ['AvgQueueTime', String(averageWaitSeconds(queue))],
        ['CurrentQueueSize', String(queue.members.length)],
        ['MaxQueueSize', String(queue.maxSize)],
      ],
      null,
    );
  };
  call.nested = {
    verbs: WAITING_VERBS,
    ended() {
      shortDocuments = context.timers.now() - requestedAt < MIN_DOCUMENT_MS ? shortDocuments + 1 : 0;
      if (shortDocuments > MAX_SILENT_DOCUMENTS) member.finish('error');
      else requestDocument();
    },
    failed() {
      member.finish('error');
    },
  };
  interrupt(context, call);
  joinQueue(context, member);
  // A waiting Dial can have taken the call.
  if (queue.members.includes(member)) requestDocument();
  return undefined;
}
