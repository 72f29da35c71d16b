import { badRequest } from '../core/api-error';
import { startCall } from '../voice/outbound-call';
import { redirectCall } from '../voice/run-twiml';
import { hasEnded } from '../voice/call';
import { endCall, setTimeLimit } from '../voice/call-status';
import { friendlyName } from '../numbering/own-numbers';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { readAddress, readCallback, readCall, readInstructions, secondsParameter } from './call-create';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { ACCOUNT_PATH, accountUri, requireRecord, resourceRoutes } from './resource-routes';
import type { CallRecord } from '../model/call-records';
import type { Params, RestCall } from '../model/rest';

/** https://www.twilio.com/docs/voice/api/call-resource */
export const callRoutes = resourceRoutes<CallRecord>({
  product: 'api',
  path: `${ACCOUNT_PATH}/Calls`,
  serialize: ({ context }, call) => callResource(context, call),
  list: { key: 'calls', records: ({ context, query }) => context.calls.all().filter(queryFilter(query)).reverse() },
  create: ({ context, form }) => startCall(context, readCall(context, form)),
  one: { find: (request) => callOf(request, 'Sid'), update: updateCall, remove: removeCall },
});

/** https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource */
function updateCall({ context, form }: RestCall, call: CallRecord): void {
  const status = form.get('Status');
  const instructions = readInstructions(form);
  const callback = readCallback(form);
  const fallback = readAddress(form, 'FallbackUrl', 'FallbackMethod');
  const timeLimitMs = secondsParameter(form, 'TimeLimit', 0, 86_400, 20001);
  if (status !== undefined && status !== 'canceled' && status !== 'completed') {
    throw badRequest(20001, `Status must be canceled or completed: ${status}`);
  }
  if (hasEnded(call)) throw badRequest(21220, 'Unable to update record. Call is not in-progress. Cannot redirect.');
  const isAnswered = call.answeredAt !== undefined;
  if (status === undefined && instructions !== undefined && !isAnswered) {
    throw badRequest(21220, 'Unable to update record. Call is not in-progress. Cannot redirect.');
  }
  if (callback !== undefined) call.callback = callback;
  if (fallback !== undefined) call.fallback = fallback;
  if (timeLimitMs !== 0) setTimeLimit(context, call, timeLimitMs);
  // `canceled` has no effect on an answered call.
  if (status === 'canceled' && !isAnswered) endCall(context, call, 'canceled');
  else if (status === 'completed') endCall(context, call, isAnswered ? 'completed' : 'canceled');
  else if (instructions !== undefined) redirectCall(context, call, instructions);
}

function removeCall({ context }: RestCall, call: CallRecord): void {
  if (!hasEnded(call)) throw badRequest(20009, 'Cannot delete this resource before it is complete');
  context.calls.remove(call.sid);
  context.publish({ type: 'call-removed', item: { sid: call.sid } });
}

/** @throws ApiError 20404 when there is no such call */
export function callOf(request: RestCall, parameter: string): CallRecord {
  return requireRecord(request, request.context.calls.get(request.path[parameter] ?? ''));
}

function queryFilter(query: Params): (call: CallRecord) => boolean {
  const [to, from, parent, status] = ['To', 'From', 'ParentCallSid', 'Status'].map((name) => query.get(name));
  const started = dateFilter(query, 'StartTime');
  const ended = dateFilter(query, 'EndTime');
  const hasEndFilter = query.pairs().some(([name]) => name.startsWith('EndTime'));
  return ({ view, createdAt }) =>
    (to === undefined || view.to === to) &&
    (from === undefined || view.from === from) &&
    (parent === undefined || view.parentCallSid === parent) &&
    (status === undefined || view.status === status) &&
    started(view.startTime === null ? createdAt : Date.parse(view.startTime)) &&
    (!hasEndFilter || (view.endTime !== null && ended(Date.parse(view.endTime))));
}

function callResource(context: SimulatorContext, call: CallRecord): Record<string, unknown> {
  const { view, number, forwardedFrom, callerName } = call;
  const uri = `${accountUri(context)}/Calls/${view.sid}`;
  const date = (time: string | null): string | null => (time === null ? null : rfc2822(time));
  return {
    account_sid: context.accountSid,
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
    from_formatted: friendlyName(view.from),
    group_sid: null,
    parent_call_sid: view.parentCallSid,
    phone_number_sid: number?.sid ?? null,
    price: context.usage.priceOf(call),
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
    to_formatted: friendlyName(view.to),
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}
