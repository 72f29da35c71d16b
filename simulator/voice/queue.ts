import type { SimulatedQueue } from '../model/calls';
import type { SimulatorContext } from '../model/context';
import type { QueueMember, QueueRecord } from '../model/call-records';

/** https://www.twilio.com/docs/voice/api/queue-resource#queue-properties */
export const DEFAULT_QUEUE_SIZE = 1000;
/** The largest `MaxSize` of a queue. */
export const MAX_QUEUE_SIZE = 5000;
/** The longest `FriendlyName`, in characters. */
export const MAX_QUEUE_NAME_LENGTH = 64;
/** The number of queues above which the oldest empty queue is removed. */
const MAX_IDLE_QUEUES = 100;
/** The limit of queues with callers. */
export const MAX_QUEUES = 10_000;

/** Finds a queue by name. */
export function findQueue(context: SimulatorContext, name: string): QueueRecord | undefined {
  return context.queues.all().find(({ friendlyName }) => friendlyName === name);
}

/** Creates a queue and publishes it. */
export function createQueue(
  context: SimulatorContext,
  friendlyName: string,
  maxSize = DEFAULT_QUEUE_SIZE,
): QueueRecord {
  const now = context.timers.now();
  const idle =
    context.queues.size < MAX_IDLE_QUEUES
      ? undefined
      : context.queues.all().find(({ members }) => members.length === 0);
  if (idle !== undefined) context.queues.remove(idle.sid);
  const queue: QueueRecord = {
    sid: context.ids.sid('QU'),
    friendlyName,
    maxSize,
    createdAt: now,
    updatedAt: now,
    members: [],
    waitingDials: new Set(),
  };
  context.queues.add(queue);
  publishQueue(context, queue);
  return queue;
}

/** Adds a call at the end. A waiting Dial takes it immediately. */
export function joinQueue(context: SimulatorContext, member: QueueMember): void {
  const { queue } = member;
  queue.members.push(member);
  publishQueue(context, queue);
  const [dial] = queue.waitingDials;
  if (dial === undefined) return;
  queue.waitingDials.delete(dial);
  dial(member);
}

/** Removes a call. */
export function leaveQueue(context: SimulatorContext, member: QueueMember): void {
  const { members } = member.queue;
  const at = members.indexOf(member);
  if (at === -1) return;
  members.splice(at, 1);
  publishQueue(context, member.queue);
}

/** The average wait of the calls in the queue, in whole seconds. */
export function averageWaitSeconds({ members }: QueueRecord): number {
  if (members.length === 0) return 0;
  return Math.round(members.reduce((sum, member) => sum + member.waitSeconds(), 0) / members.length);
}

/** A copy as the state shows it. */
export function queueView({ sid, friendlyName, maxSize, createdAt, updatedAt, members }: QueueRecord): SimulatedQueue {
  return {
    sid,
    friendlyName,
    maxSize,
    members: members.map(({ call, joinedAt }) => ({
      callSid: call.sid,
      dateEnqueued: new Date(joinedAt).toISOString(),
    })),
    dateCreated: new Date(createdAt).toISOString(),
    dateUpdated: new Date(updatedAt).toISOString(),
  };
}

/** Publishes a change of the queue. */
export function publishQueue(context: SimulatorContext, queue: QueueRecord): void {
  if (context.queues.get(queue.sid) === queue) context.publish({ type: 'queue', item: queueView(queue) });
}
