import { averageWait, createQueue, findQueue, joinQueue, leaveQueue, MAX_QUEUE_NAME_LENGTH } from '../queue';
import { addressOf, warn } from '../attributes';
import { ask, tell } from '../run-twiml';
import { interrupt, isOver, note, setActivity } from '../call';
import { said } from './say';
import type { FormPairs } from '../../model/webhooks';
import type { Address, Activity, QueueResult, Member, QueueRecord } from '../../model/call-records';
import type { Step, Verb } from '../../model/context';

/** What a caller who waits may hear. https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl */
const WAITING_VERBS: ReadonlySet<string> = new Set(['Play', 'Say', 'Pause', 'Hangup', 'Redirect', 'Leave', 'Gather']);
/** Documents that follow each other with nothing to hear, which is less than so many milliseconds, are stopped. */
const MAX_SILENT = 20;
const MIN_HOLD_MS = 500;

/**
 * Puts the call into a queue, which is made if there is none of the name. The caller hears the document of `waitUrl`
 * again and again until somebody takes the call, or it leaves. Then `action` is told how it went; without one, the next
 * verb's turn has come.
 *
 * https://www.twilio.com/docs/voice/twiml/enqueue
 */
export function enqueue(step: Step, next: () => void): Activity | undefined {
  const { world, call, source, element } = step;
  const action = addressOf(source, element, 'action', 'method');
  const name = queueName(step);
  note(world, call, 'flow', 'Enqueue', name ?? '');
  const notQueued = (result: QueueResult): void => {
    if (action === undefined) next();
    else ask(world, call, action, [['QueueResult', result]]);
  };
  if (name === undefined) {
    notQueued('error');
    return undefined;
  }
  const queue = findQueue(world, name) ?? createQueue(world, name);
  if (queue.members.length >= queue.maxSize) {
    source.line?.error(`14207: Enqueue: The targeted queue reached max queue size (${String(queue.maxSize)})`);
    notQueued('queue-full');
    return undefined;
  }
  const member = createMember(step, queue, action);
  return wait(step, member);
}

/** Ends the wait of the call, and goes on behind its Enqueue. https://www.twilio.com/docs/voice/twiml/leave */
export const leave: Verb = ({ world, call, source }, next) => {
  note(world, call, 'flow', 'Leave');
  const { member } = call;
  if (member === undefined) {
    warn(source, '<Leave> is for a call that waits in a queue; it is skipped');
    next();
  } else member.goOn('leave');
  return undefined;
};

/** The name within the tags; undefined, and the log says why, when a queue cannot have it. */
function queueName({ source, element }: Step): string | undefined {
  if (element.attributes['workflowSid'] !== undefined) {
    warn(source, 'workflowSid of <Enqueue> is not simulated; name a queue instead');
    return undefined;
  }
  const name = said(element);
  if (name !== '' && name.length <= MAX_QUEUE_NAME_LENGTH) return name;
  source.line?.error(name === '' ? '14204: Enqueue: Queue name too short' : '14205: Enqueue: Queue name too long');
  return undefined;
}

function createMember(step: Step, queue: QueueRecord, action: Address | undefined): Member {
  const { world, call } = step;
  const since = world.timers.now();
  let until: number | undefined;
  let isConnected = false;
  let tellTaker = (): void => undefined;

  const about = (result: QueueResult): FormPairs => [
    ['QueueResult', result],
    ['QueueSid', queue.sid],
    ['QueueTime', String(member.waited())],
  ];
  /** Nothing of the wait is left behind. */
  const end = (): void => {
    until ??= world.timers.now();
    call.whenOver.delete(over);
    call.member = undefined;
    call.frame = undefined;
    leaveQueue(world, member);
    tellTaker();
  };
  const over = (): void => {
    end();
    if (action !== undefined) tell(world, call, action, about(isConnected ? 'bridged' : 'hangup'));
  };
  const member: Member = {
    call,
    queue,
    since,
    waited: () => Math.round(((until ?? world.timers.now()) - since) / 1000),
    take(parted) {
      until = world.timers.now();
      tellTaker = parted;
      leaveQueue(world, member);
      call.frame = undefined;
      interrupt(world, call);
    },
    connected() {
      isConnected = true;
    },
    goOn(result) {
      // Who has left by one way does not leave by another.
      if (call.member !== member || isOver(call)) return;
      end();
      if (action === undefined) step.resume();
      else ask(world, call, action, about(result));
    },
    left() {
      end();
      if (action !== undefined)
        tell(world, call, action, about(isConnected ? 'redirected-from-bridged' : 'redirected'));
    },
  };
  call.member = member;
  call.whenOver.add(over);
  return member;
}

/** What the caller hears until somebody takes the call. */
function wait({ world, call, source, element }: Step, member: Member): Activity | undefined {
  const { queue } = member;
  const silence: Activity = { stop: () => undefined };
  const given = element.attributes['waitUrl']?.trim();
  const waitUrl = addressOf(source, element, 'waitUrl', 'waitUrlMethod');
  if (given !== undefined && given !== '' && waitUrl === undefined) {
    source.line?.error('14202: Enqueue: Invalid waitUrl');
    member.goOn('error');
    return undefined;
  }
  if (waitUrl === undefined) {
    // Without an address Twilio plays music of its own, and with an empty one nothing at all.
    if (given === undefined) note(world, call, 'flow', 'Play', 'hold music');
    setActivity(world, call, silence);
    joinQueue(world, member);
    return undefined;
  }
  let heardAt = 0;
  let silent = 0;
  const hear = (): void => {
    heardAt = world.timers.now();
    ask(
      world,
      call,
      waitUrl,
      [
        ['QueuePosition', String(queue.members.indexOf(member) + 1)],
        ['QueueSid', queue.sid],
        ['QueueTime', String(member.waited())],
        ['AvgQueueTime', String(averageWait(queue))],
        ['CurrentQueueSize', String(queue.members.length)],
        ['MaxQueueSize', String(queue.maxSize)],
      ],
      null,
    );
  };
  call.frame = {
    verbs: WAITING_VERBS,
    ended() {
      silent = world.timers.now() - heardAt < MIN_HOLD_MS ? silent + 1 : 0;
      if (silent > MAX_SILENT) member.goOn('error');
      else hear();
    },
    failed() {
      member.goOn('error');
    },
  };
  interrupt(world, call);
  joinQueue(world, member);
  // Somebody may have waited for this very call.
  if (queue.members.includes(member)) hear();
  return undefined;
}
