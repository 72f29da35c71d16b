import type { SimulatedQueue } from '../model/calls';
import type { SimulatorContext } from '../model/context';
import type { Member, QueueRecord } from '../model/call-records';
/** https://www.twilio.com/docs/voice/api/queue-resource#queue-properties */
export const DEFAULT_QUEUE_SIZE = 1000;
export const MAX_QUEUE_SIZE = 5000;
export const MAX_QUEUE_NAME_LENGTH = 64;
/** Queues kept; the oldest in which nobody waits is forgotten first. */
const MAX_IDLE_QUEUES = 100;
/** So many, with callers in each of them, no simulator has. */
export const MAX_QUEUES = 10_000;

/** The queue of a name; undefined when there is none. */
export function findQueue(world: SimulatorContext, name: string): QueueRecord | undefined {
  return world.queues.all().find(({ friendlyName }) => friendlyName === name);
}

/** Puts a new queue on the shelf. */
export function createQueue(world: SimulatorContext, friendlyName: string, maxSize = DEFAULT_QUEUE_SIZE): QueueRecord {
  const now = world.timers.now();
  const idle =
    world.queues.size < MAX_IDLE_QUEUES ? undefined : world.queues.all().find(({ members }) => members.length === 0);
  if (idle !== undefined) world.queues.remove(idle.sid);
  const queue: QueueRecord = {
    sid: world.ids.sid('QU'),
    friendlyName,
    maxSize,
    createdAt: now,
    updatedAt: now,
    members: [],
    takers: new Set(),
  };
  world.queues.add(queue);
  tellQueue(world, queue);
  return queue;
}

/** Puts a call at the end; whoever waits for one takes it at once. */
export function joinQueue(world: SimulatorContext, member: Member): void {
  const { queue } = member;
  queue.members.push(member);
  tellQueue(world, queue);
  const [taker] = queue.takers;
  if (taker === undefined) return;
  queue.takers.delete(taker);
  taker(member);
}

/** Takes a call out, from wherever it stands. */
export function leaveQueue(world: SimulatorContext, member: Member): void {
  const { members } = member.queue;
  const at = members.indexOf(member);
  if (at === -1) return;
  members.splice(at, 1);
  tellQueue(world, member.queue);
}

/** How long those who wait have waited, in whole seconds on average. */
export function averageWait({ members }: QueueRecord): number {
  if (members.length === 0) return 0;
  return Math.round(members.reduce((sum, member) => sum + member.waited(), 0) / members.length);
}

/** A copy for the world outside. */
export function queueView({ sid, friendlyName, maxSize, createdAt, updatedAt, members }: QueueRecord): SimulatedQueue {
  return {
    sid,
    friendlyName,
    maxSize,
    members: members.map(({ call, since }) => ({ callSid: call.sid, dateEnqueued: new Date(since).toISOString() })),
    dateCreated: new Date(createdAt).toISOString(),
    dateUpdated: new Date(updatedAt).toISOString(),
  };
}

/** Tells the subscribers of a change. */
export function tellQueue(world: SimulatorContext, queue: QueueRecord): void {
  if (world.queues.get(queue.sid) === queue) world.changed({ type: 'queue', item: queueView(queue) });
}
