import { badRequest, notFound } from '../core/api-error';
import { sendElsewhere } from '../voice/run-twiml';
import {
  averageWait,
  createQueue,
  findQueue,
  MAX_QUEUE_SIZE,
  MAX_QUEUE_NAME_LENGTH,
  tellQueue,
  DEFAULT_QUEUE_SIZE,
} from '../voice/queue';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { addressOf } from './call-create';
import { rfc2822 } from '../protocol/dates';
import { pageOf } from '../protocol/paging';
import type { Route } from './router';
import type { Member, QueueRecord } from '../model/call-records';
import type { Params, RestCall, RestAnswer } from '../model/rest';

const ACCOUNT_PATH = '/2010-04-01/Accounts/{AccountSid}';
const LIST_PATH = `${ACCOUNT_PATH}/Queues.json`;
const ONE_PATH = `${ACCOUNT_PATH}/Queues/{QueueSid}.json`;
const MEMBERS_PATH = `${ACCOUNT_PATH}/Queues/{QueueSid}/Members.json`;
const MEMBER_PATH = `${ACCOUNT_PATH}/Queues/{QueueSid}/Members/{CallSid}.json`;

/**
 * https://www.twilio.com/docs/voice/api/queue-resource and, for the calls in a queue,
 * https://www.twilio.com/docs/voice/api/member-resource
 */
export const queueRoutes: readonly Route[] = [
  { method: 'POST', product: 'api', path: LIST_PATH, answer: created },
  { method: 'GET', product: 'api', path: LIST_PATH, answer: listed },
  { method: 'GET', product: 'api', path: ONE_PATH, answer: fetched },
  { method: 'POST', product: 'api', path: ONE_PATH, answer: updated },
  { method: 'DELETE', product: 'api', path: ONE_PATH, answer: deleted },
  { method: 'GET', product: 'api', path: MEMBERS_PATH, answer: listedMembers },
  { method: 'GET', product: 'api', path: MEMBER_PATH, answer: fetchedMember },
  { method: 'POST', product: 'api', path: MEMBER_PATH, answer: dequeued },
];

function created({ world, form }: RestCall): RestAnswer {
  const name = nameOf(world, form);
  if (name === undefined) throw badRequest(20001, 'Missing required parameter FriendlyName in the post body');
  return { status: 201, body: resource(world, createQueue(world, name, sizeOf(form) ?? DEFAULT_QUEUE_SIZE)) };
}

function listed(call: RestCall): RestAnswer {
  const { world } = call;
  const queues = world.queues.all().reverse();
  return { status: 200, body: pageOf(call, 'queues', queues, (queue) => resource(world, queue)) };
}

function fetched(call: RestCall): RestAnswer {
  return { status: 200, body: resource(call.world, queueOf(call)) };
}

function updated(call: RestCall): RestAnswer {
  const { world, form } = call;
  const queue = queueOf(call);
  const name = nameOf(world, form, queue);
  const maxSize = sizeOf(form);
  if (name !== undefined) queue.friendlyName = name;
  if (maxSize !== undefined) queue.maxSize = maxSize;
  queue.updatedAt = world.timers.now();
  tellQueue(world, queue);
  return { status: 200, body: resource(world, queue) };
}

function deleted(call: RestCall): RestAnswer {
  const { world } = call;
  const queue = queueOf(call);
  if (queue.members.length > 0) throw badRequest(22002, 'Queue is not empty');
  world.queues.remove(queue.sid);
  world.changed({ type: 'queue-removed', item: { sid: queue.sid } });
  return { status: 204 };
}

function listedMembers(call: RestCall): RestAnswer {
  const queue = queueOf(call);
  return {
    status: 200,
    body: pageOf(call, 'queue_members', queue.members, (item) => memberResource(call.world, item)),
  };
}

function fetchedMember(call: RestCall): RestAnswer {
  return { status: 200, body: memberResource(call.world, memberOf(call)) };
}

function dequeued(request: RestCall): RestAnswer {
  const { world, form } = request;
  const found = memberOf(request);
  const address = addressOf(form, 'Url', 'Method');
  if (address === undefined) throw badRequest(21205, 'Url is required');
  // What it was before it left.
  const body = memberResource(world, found);
  sendElsewhere(world, found.call, address);
  return { status: 200, body };
}

/** The name that a form gives; undefined when it gives none. */
function nameOf(world: SimulatorContext, form: Params, own?: QueueRecord): string | undefined {
  const name = form.get('FriendlyName');
  if (name === undefined) return undefined;
  if (name === '' || name.length > MAX_QUEUE_NAME_LENGTH)
    throw badRequest(20002, `Invalid FriendlyName: ${name.slice(0, 100)}`);
  const other = findQueue(world, name);
  if (other !== undefined && other !== own) throw badRequest(22003, 'A queue with this FriendlyName already exists');
  return name;
}

function sizeOf(form: Params): number | undefined {
  const text = form.get('MaxSize');
  if (text === undefined) return undefined;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(size >= 1 && size <= MAX_QUEUE_SIZE))
    throw badRequest(20001, `MaxSize must be from 1 to ${String(MAX_QUEUE_SIZE)}: ${text}`);
  return size;
}

function queueOf({ world, path, pathname }: RestCall): QueueRecord {
  const queue = world.queues.get(path['QueueSid'] ?? '');
  if (queue === undefined) throw notFound(pathname);
  return queue;
}

/** The member that a path names, by its call or as the one at the front. */
function memberOf(call: RestCall): Member {
  const sid = call.path['CallSid'];
  const queue = queueOf(call);
  const found = sid === 'Front' ? queue.members[0] : queue.members.find((item) => item.call.sid === sid);
  if (found === undefined) throw notFound(call.pathname);
  return found;
}

function resource(world: SimulatorContext, queue: QueueRecord): Record<string, unknown> {
  return {
    account_sid: world.accountSid,
    average_wait_time: averageWait(queue),
    current_size: queue.members.length,
    date_created: rfc2822(queue.createdAt),
    date_updated: rfc2822(queue.updatedAt),
    friendly_name: queue.friendlyName,
    max_size: queue.maxSize,
    sid: queue.sid,
    uri: `/${API_VERSION}/Accounts/${world.accountSid}/Queues/${queue.sid}.json`,
  };
}

function memberResource(world: SimulatorContext, { queue, call, since, waited }: Member): Record<string, unknown> {
  return {
    call_sid: call.sid,
    date_enqueued: rfc2822(since),
    position: queue.members.findIndex((item) => item.call === call) + 1,
    queue_sid: queue.sid,
    uri: `/${API_VERSION}/Accounts/${world.accountSid}/Queues/${queue.sid}/Members/${call.sid}.json`,
    wait_time: waited(),
  };
}
