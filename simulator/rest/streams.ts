import { hasEnded } from '../voice/call';
import { badRequest } from '../core/api-error';
import { startStream } from '../voice/streams/live-stream';
import { MAX_PARAMETER_LENGTH, streamConflict, STREAM_TRACKS, type StreamOptions } from '../voice/streams/options';
import { streamUrl } from '../voice/streams/url';
import type { SimulatorContext } from '../model/context';
import { readAddress } from './call-create';
import { callOf } from './calls';
import { rfc2822 } from '../protocol/dates';
import { ACCOUNT_PATH, accountUri, requireRecord } from './resource-routes';
import type { Route } from './router';
import type { FormPairs } from '../model/webhooks';
import type { StreamRecord } from '../model/stream-records';
import type { Params, RestCall, RouteResult } from '../model/rest';

const PATH = `${ACCOUNT_PATH}/Calls/{CallSid}/Streams`;
const MAX_PARAMETERS = 99;

/** https://www.twilio.com/docs/voice/api/stream-resource */
export const streamRoutes: readonly Route[] = [
  { method: 'POST', product: 'api', path: `${PATH}.json`, handle: startCallStream },
  { method: 'POST', product: 'api', path: `${PATH}/{Sid}.json`, handle: stopCallStream },
];

function startCallStream(request: RestCall): RouteResult {
  const { context, form } = request;
  const call = callOf(request, 'CallSid');
  const options = readStream(form);
  if (hasEnded(call) || call.answeredAt === undefined) {
    throw badRequest(21220, 'A stream can be started only on a call that is in-progress');
  }
  const conflict = streamConflict(call, options);
  if (conflict !== undefined) throw badRequest(20001, `Unable to create record: ${conflict}`);
  const { record } = startStream(context, call, options);
  return { status: 200, body: streamResource(context, record) };
}

/** Stops a unidirectional stream. A bidirectional stream ends with its connection. */
function stopCallStream(request: RestCall): RouteResult {
  const { context, form, path } = request;
  const call = callOf(request, 'CallSid');
  const live = requireRecord(
    request,
    [...call.streams].find(
      ({ record: { sid, view } }) => !view.bidirectional && (sid === path['Sid'] || view.name === path['Sid']),
    ),
  );
  if (form.get('Status') !== 'stopped') throw badRequest(20001, 'Status must be stopped');
  live.stop();
  return { status: 200, body: streamResource(context, live.record) };
}

function readStream(form: Params): StreamOptions {
  const url = form.get('Url') ?? '';
  if (url === '') throw badRequest(21205, 'Url parameter is required.');
  // Only absolute URLs: a request has no base URL.
  const streamAddress = streamUrl(url, '');
  if ('problem' in streamAddress) throw badRequest(21205, `Url is not a valid URL: ${streamAddress.problem}`);
  const track = form.get('Track') ?? 'inbound_track';
  const tracks = Object.hasOwn(STREAM_TRACKS, track) ? STREAM_TRACKS[track] : undefined;
  if (tracks === undefined) throw badRequest(20001, `Track must be one of ${Object.keys(STREAM_TRACKS).join(', ')}`);
  const name = form.get('Name');
  return {
    url: streamAddress.url,
    name: name === '' ? undefined : name,
    tracks: [...tracks],
    bidirectional: false,
    callback: readAddress(form, 'StatusCallback', 'StatusCallbackMethod'),
    parameters: parametersOf(form),
  };
}

function parametersOf(form: Params): FormPairs {
  const numbers = Array.from({ length: MAX_PARAMETERS }, (_, at) => at + 1);
  return numbers.flatMap((number): FormPairs => {
    const name = form.get(`Parameter${String(number)}.Name`) ?? '';
    const value = form.get(`Parameter${String(number)}.Value`) ?? '';
    if (name.length + value.length >= MAX_PARAMETER_LENGTH) {
      throw badRequest(
        20001,
        `Parameter${String(number)} must have fewer than ${String(MAX_PARAMETER_LENGTH)} characters`,
      );
    }
    return name === '' ? [] : [[name, value]];
  });
}

function streamResource(context: SimulatorContext, { sid, name, view }: StreamRecord): Record<string, unknown> {
  return {
    account_sid: context.accountSid,
    call_sid: view.callSid,
    date_updated: rfc2822(view.dateUpdated),
    name: name ?? null,
    sid,
    status: view.status,
    uri: `${accountUri(context)}/Calls/${view.callSid}/Streams/${sid}.json`,
  };
}
