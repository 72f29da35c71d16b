import { badRequest } from '../core/api-error';
import { redirectCall } from '../voice/run-twiml';
import {
  averageWaitSeconds,
  createQueue,
  findQueue,
  MAX_QUEUE_SIZE,
  MAX_QUEUE_NAME_LENGTH,
  publishQueue,
  DEFAULT_QUEUE_SIZE,
} from '../voice/queue';
import type { SimulatorContext } from '../model/context';
import { readAddress } from './call-create';
import { rfc2822 } from '../protocol/dates';
import { ACCOUNT_PATH, accountUri, requireRecord, resourceRoutes } from './resource-routes';
import type { Route } from './router';
import type { QueueMember, QueueRecord } from '../model/call-records';
import type { Params, RestCall, RouteResult } from '../model/rest';

const PATH = `${ACCOUNT_PATH}/Queues`;
const MEMBERS_PATH = `${PATH}/{QueueSid}/Members`;

/**
 * https://www.twilio.com/docs/voice/api/queue-resource and, for the calls in a queue,
 * https://www.twilio.com/docs/voice/api/member-resource
 */
export const queueRoutes: readonly Route[] = [
  ...resourceRoutes<QueueRecord>({
    product: 'api',
    path: PATH,
    serialize: ({ context }, queue) => queueResource(context, queue),
    list: { key: 'queues', records: ({ context }) => context.queues.all().reverse() },
    create({ context, form }) {
      const name = readName(context, form);
      if (name === undefined) throw badRequest(20001, 'Missing required parameter FriendlyName in the post body');
      return createQueue(context, name, readSize(form) ?? DEFAULT_QUEUE_SIZE);
    },
    one: { parameter: 'QueueSid', find: queueOf, update: updateQueue, remove: removeQueue },
  }),
  ...resourceRoutes<QueueMember>({
    product: 'api',
    path: MEMBERS_PATH,
    serialize: ({ context }, member) => memberResource(context, member),
    list: { key: 'queue_members', records: (call) => queueOf(call).members },
    one: { parameter: 'CallSid', find: findMember },
  }),
  { method: 'POST', product: 'api', path: `${MEMBERS_PATH}/{CallSid}.json`, handle: dequeue },
];

function updateQueue({ context, form }: RestCall, queue: QueueRecord): void {
  const name = readName(context, form, queue);
  const maxSize = readSize(form);
  if (name !== undefined) queue.friendlyName = name;
  if (maxSize !== undefined) queue.maxSize = maxSize;
  queue.updatedAt = context.timers.now();
  publishQueue(context, queue);
}

function removeQueue({ context }: RestCall, queue: QueueRecord): void {
  if (queue.members.length > 0) throw badRequest(22002, 'Queue is not empty');
  context.queues.remove(queue.sid);
  context.publish({ type: 'queue-removed', item: { sid: queue.sid } });
}

function dequeue(request: RestCall): RouteResult {
  const { context, form } = request;
  const member = requireRecord(request, findMember(request));
  const address = readAddress(form, 'Url', 'Method');
  if (address === undefined) throw badRequest(21205, 'Url is required');
  // Twilio returns the member as it was in the queue.
  const body = memberResource(context, member);
  redirectCall(context, member.call, address);
  return { status: 200, body };
}

/**
 * No page has the message of 22003, so this one is our own: https://www.twilio.com/docs/api/errors/22003
 * @throws ApiError 20002 for an invalid name, 22003 for a name that another queue has
 */
function readName(context: SimulatorContext, form: Params, own?: QueueRecord): string | undefined {
  const name = form.get('FriendlyName');
  if (name === undefined) return undefined;
  if (name === '' || name.length > MAX_QUEUE_NAME_LENGTH)
    throw badRequest(20002, `Invalid FriendlyName: ${name.slice(0, 100)}`);
  const other = findQueue(context, name);
  if (other !== undefined && other !== own) throw badRequest(22003, 'A queue with this FriendlyName already exists');
  return name;
}

function readSize(form: Params): number | undefined {
  const text = form.get('MaxSize');
  if (text === undefined) return undefined;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(size >= 1 && size <= MAX_QUEUE_SIZE))
    throw badRequest(20001, `MaxSize must be from 1 to ${String(MAX_QUEUE_SIZE)}: ${text}`);
  return size;
}

/** @throws ApiError 20404 when there is no such queue */
function queueOf(call: RestCall): QueueRecord {
  return requireRecord(call, call.context.queues.get(call.path['QueueSid'] ?? ''));
}

/** Finds a member by the SID of its call, or the first one with `Front`. */
function findMember(call: RestCall): QueueMember | undefined {
  const sid = call.path['CallSid'];
  const { members } = queueOf(call);
  return sid === 'Front' ? members[0] : members.find((member) => member.call.sid === sid);
}

function queueResource(context: SimulatorContext, queue: QueueRecord): Record<string, unknown> {
  return {
    account_sid: context.accountSid,
    average_wait_time: averageWaitSeconds(queue),
    current_size: queue.members.length,
    date_created: rfc2822(queue.createdAt),
    date_updated: rfc2822(queue.updatedAt),
    friendly_name: queue.friendlyName,
    max_size: queue.maxSize,
    sid: queue.sid,
    uri: `${accountUri(context)}/Queues/${queue.sid}.json`,
  };
}

function memberResource(
  context: SimulatorContext,
  { queue, call, joinedAt, waitSeconds }: QueueMember,
): Record<string, unknown> {
  return {
    call_sid: call.sid,
    date_enqueued: rfc2822(joinedAt),
    position: queue.members.findIndex((item) => item.call === call) + 1,
    queue_sid: queue.sid,
    uri: `${accountUri(context)}/Queues/${queue.sid}/Members/${call.sid}.json`,
    wait_time: waitSeconds(),
  };
}
