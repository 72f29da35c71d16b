import { averageWaitSeconds, createQueue, findQueue, joinQueue, leaveQueue, MAX_QUEUE_NAME_LENGTH } from '../queue';
import { urlAttribute, warn } from '../attributes';
import { requestTwiml, postWebhook } from '../run-twiml';
import { interrupt, hasEnded, addTranscriptLine, setActivity } from '../call';
import { textContent } from './say';
import type { FormPairs } from '../../model/webhooks';
import type { WebhookAddress, Activity, QueueResult, QueueMember, QueueRecord } from '../../model/call-records';
import type { VerbStep, VerbHandler } from '../../model/context';

/** What a caller who waits may hear. https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl */
const WAITING_VERBS: ReadonlySet<string> = new Set(['Play', 'Say', 'Pause', 'Hangup', 'Redirect', 'Leave', 'Gather']);
/** Documents that follow each other with nothing to hear, which is less than so many milliseconds, are stopped. */
const MAX_SILENT_DOCUMENTS = 20;
const MIN_DOCUMENT_MS = 500;

/**
 * Puts the call into a queue, which is made if there is none of the name. The caller hears the document of `waitUrl`
 * again and again until somebody takes the call, or it leaves. Then `action` is told how it went; without one, the next
 * verb's turn has come.
 *
 * https://www.twilio.com/docs/voice/twiml/enqueue
 */
export function enqueueVerb(step: VerbStep, next: () => void): Activity | undefined {
  const { context, call, source, element } = step;
  const action = urlAttribute(source, element, 'action', 'method');
  const name = queueName(step);
  addTranscriptLine(context, call, 'flow', 'Enqueue', name ?? '');
  const notQueued = (result: QueueResult): void => {
    if (action === undefined) next();
    else requestTwiml(context, call, action, [['QueueResult', result]]);
  };
  if (name === undefined) {
    notQueued('error');
    return undefined;
  }
  const queue = findQueue(context, name) ?? createQueue(context, name);
  if (queue.members.length >= queue.maxSize) {
    source.line?.error(`14207: Enqueue: The targeted queue reached max queue size (${String(queue.maxSize)})`);
    notQueued('queue-full');
    return undefined;
  }
  const member = createMember(step, queue, action);
  return playWaitUrl(step, member);
}

/** Ends the wait of the call, and goes on behind its Enqueue. https://www.twilio.com/docs/voice/twiml/leave */
export const leaveVerb: VerbHandler = ({ context, call, source }, next) => {
  addTranscriptLine(context, call, 'flow', 'Leave');
  const { member } = call;
  if (member === undefined) {
    warn(source, '<Leave> is for a call that waits in a queue; it is skipped');
    next();
  } else member.finish('leave');
  return undefined;
};

/** The name within the tags; undefined, and the log says why, when a queue cannot have it. */
function queueName({ source, element }: VerbStep): string | undefined {
  if (element.attributes['workflowSid'] !== undefined) {
    warn(source, 'workflowSid of <Enqueue> is not simulated; name a queue instead');
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
  let until: number | undefined;
  let isConnected = false;
  let tellTaker = (): void => undefined;

  const about = (result: QueueResult): FormPairs => [
    ['QueueResult', result],
    ['QueueSid', queue.sid],
    ['QueueTime', String(member.waitSeconds())],
  ];
  /** Nothing of the wait is left behind. */
  const end = (): void => {
    until ??= context.timers.now();
    call.onEnd.delete(over);
    call.member = undefined;
    call.nested = undefined;
    leaveQueue(context, member);
    tellTaker();
  };
  const over = (): void => {
    end();
    if (action !== undefined) postWebhook(context, call, action, about(isConnected ? 'bridged' : 'hangup'));
  };
  const member: QueueMember = {
    call,
    queue,
    joinedAt: since,
    waitSeconds: () => Math.round(((until ?? context.timers.now()) - since) / 1000),
    dequeue(parted) {
      until = context.timers.now();
      tellTaker = parted;
      leaveQueue(context, member);
      call.nested = undefined;
      interrupt(context, call);
    },
    bridged() {
      isConnected = true;
    },
    finish(result) {
      // Who has left by one way does not leave by another.
      if (call.member !== member || hasEnded(call)) return;
      end();
      if (action === undefined) step.resume();
      else requestTwiml(context, call, action, about(result));
    },
    redirected() {
      end();
      if (action !== undefined)
        postWebhook(context, call, action, about(isConnected ? 'redirected-from-bridged' : 'redirected'));
    },
  };
  call.member = member;
  call.onEnd.add(over);
  return member;
}

/** What the caller hears until somebody takes the call. */
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
    // Without an address Twilio plays music of its own, and with an empty one nothing at all.
    if (given === undefined) addTranscriptLine(context, call, 'flow', 'Play', 'hold music');
    setActivity(context, call, silence);
    joinQueue(context, member);
    return undefined;
  }
  let heardAt = 0;
  let silent = 0;
  const hear = (): void => {
    heardAt = context.timers.now();
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
      silent = context.timers.now() - heardAt < MIN_DOCUMENT_MS ? silent + 1 : 0;
      if (silent > MAX_SILENT_DOCUMENTS) member.finish('error');
      else hear();
    },
    failed() {
      member.finish('error');
    },
  };
  interrupt(context, call);
  joinQueue(context, member);
  // Somebody may have waited for this very call.
  if (queue.members.includes(member)) hear();
  return undefined;
}
