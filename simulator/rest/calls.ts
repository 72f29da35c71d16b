import { badRequest, notFound } from '../core/api-error';
import { startCall } from '../voice/outbound-call';
import { sendElsewhere } from '../voice/run-twiml';
import { isOver } from '../voice/call';
import { endCall } from '../voice/call-status';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { callbackOf, readCall, readInstructions } from './call-create';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { pageOf } from '../protocol/paging';
import type { Route } from './router';
import type { CallRecord } from '../model/call-records';
import type { Params, RestCall } from '../model/rest';

const LIST_PATH = '/2010-04-01/Accounts/{AccountSid}/Calls.json';
const ONE_PATH = '/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json';

/** https://www.twilio.com/docs/voice/api/call-resource */
export const callRoutes: readonly Route[] = [
  {
    method: 'POST',
    product: 'api',
    path: LIST_PATH,
    answer({ world, form }) {
      const call = startCall(world, readCall(world, form));
      return { status: 201, body: callResource(world, call) };
    },
  },
  {
    method: 'GET',
    product: 'api',
    path: LIST_PATH,
    answer(call) {
      const { world, query } = call;
      const calls = world.calls.all().filter(matching(query)).reverse();
      return { status: 200, body: pageOf(call, 'calls', calls, (item) => callResource(world, item)) };
    },
  },
  {
    method: 'GET',
    product: 'api',
    path: ONE_PATH,
    answer: (call) => ({ status: 200, body: callResource(call.world, callOf(call, 'Sid')) }),
  },
  {
    method: 'POST',
    product: 'api',
    path: ONE_PATH,
    answer(request) {
      const { world, form } = request;
      const call = callOf(request, 'Sid');
      update(world, call, form);
      return { status: 200, body: callResource(world, call) };
    },
  },
  {
    method: 'DELETE',
    product: 'api',
    path: ONE_PATH,
    answer(request) {
      const { world } = request;
      const call = callOf(request, 'Sid');
      if (!isOver(call)) throw badRequest(20009, 'Cannot delete this resource before it is complete');
      world.calls.remove(call.sid);
      world.changed({ type: 'call-removed', item: { sid: call.sid } });
      return { status: 204 };
    },
  },
];

/** https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource */
function update(world: SimulatorContext, call: CallRecord, form: Params): void {
  const status = form.get('Status');
  const does = readInstructions(form);
  const callback = callbackOf(form);
  if (status !== undefined && status !== 'canceled' && status !== 'completed') {
    throw badRequest(20001, `Status must be canceled or completed: ${status}`);
  }
  if (isOver(call)) throw badRequest(21220, 'Unable to update record. Call is not in-progress. Cannot redirect.');
  const isAnswered = call.answeredAt !== undefined;
  if (status === undefined && does !== undefined && !isAnswered) {
    throw badRequest(21220, 'Unable to update record. Call is not in-progress. Cannot redirect.');
  }
  if (callback !== undefined) call.callback = callback;
  // Canceling is for calls that ring; one that was answered goes on.
  if (status === 'canceled' && !isAnswered) endCall(world, call, 'canceled');
  else if (status === 'completed') endCall(world, call, isAnswered ? 'completed' : 'canceled');
  else if (does !== undefined) sendElsewhere(world, call, does);
}

/** @throws ApiError 20404 when there is no such call */
export function callOf(request: RestCall, parameter: string): CallRecord {
  const call = request.world.calls.get(request.path[parameter] ?? '');
  if (call === undefined) throw notFound(request.pathname);
  return call;
}

function matching(query: Params): (call: CallRecord) => boolean {
  const [to, from, parent, status] = ['To', 'From', 'ParentCallSid', 'Status'].map((name) => query.get(name));
  const started = dateFilter(query, 'StartTime');
  const ended = dateFilter(query, 'EndTime');
  const isEndAsked = query.pairs().some(([name]) => name.startsWith('EndTime'));
  return ({ view, createdAt }) =>
    (to === undefined || view.to === to) &&
    (from === undefined || view.from === from) &&
    (parent === undefined || view.parentCallSid === parent) &&
    (status === undefined || view.status === status) &&
    started(view.startTime === null ? createdAt : Date.parse(view.startTime)) &&
    (!isEndAsked || (view.endTime !== null && ended(Date.parse(view.endTime))));
}

function callResource(
  world: SimulatorContext,
  { view, number, forwardedFrom, callerName }: CallRecord,
): Record<string, unknown> {
  const uri = `/${API_VERSION}/Accounts/${world.accountSid}/Calls/${view.sid}`;
  const date = (time: string | null): string | null => (time === null ? null : rfc2822(time));
  return {
    account_sid: world.accountSid,
    answered_by: view.answeredBy,
    api_version: API_VERSION,
    caller_name: number?.settings.voice_caller_id_lookup === true ? (callerName ?? null) : null,
    date_created: rfc2822(view.dateCreated),
    date_updated: rfc2822(view.endTime ?? view.startTime ?? view.dateCreated),
    direction: view.direction,
    duration: view.duration === null ? null : String(view.duration),
    end_time: date(view.endTime),
    forwarded_from: forwardedFrom ?? null,
    from: view.from,
    from_formatted: formatted(view.from),
    group_sid: null,
    parent_call_sid: view.parentCallSid,
    phone_number_sid: number?.sid ?? null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: view.sid,
    start_time: date(view.startTime),
    status: view.status,
    subresource_uris: Object.fromEntries(
      ['notifications', 'recordings', 'payments', 'events', 'siprec', 'streams', 'transcriptions'].map((name) => [
        name,
        `${uri}/${name.charAt(0).toUpperCase()}${name.slice(1)}.json`,
      ]),
    ),
    to: view.to,
    to_formatted: formatted(view.to),
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}

function formatted(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}
