import { badRequest } from '../core/api-error';
import { hasEnded } from '../voice/call';
import { startTranscription, type RealTimeOptions } from '../voice/recordings/live-transcription';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { readAddress } from './call-create';
import { callOf } from './calls';
import { rfc2822 } from '../protocol/dates';
import { findRecording } from './recordings';
import { ACCOUNT_PATH, accountUri, requireRecord, resourceRoutes, type RestResource } from './resource-routes';
import type { Route } from './router';
import type { TranscriptionRecord } from '../model/recording-records';
import type { RestCall, RouteResult } from '../model/rest';

const CALL_PATH = `${ACCOUNT_PATH}/Calls/{CallSid}/Transcriptions`;
const TRACKS: readonly RealTimeOptions['track'][] = ['inbound_track', 'outbound_track', 'both_tracks'];

const resource: Omit<RestResource<TranscriptionRecord>, 'path'> = {
  product: 'api',
  serialize: ({ context }, record) => transcriptionResource(context, record),
  list: { key: 'transcriptions', records: listTranscriptions },
  one: { find: findTranscription, remove: removeTranscription },
};

/**
 * https://www.twilio.com/docs/voice/api/recording-transcription and, for a call in real time,
 * https://www.twilio.com/docs/voice/api/realtime-transcription-resource
 */
export const transcriptionRoutes: readonly Route[] = [
  ...resourceRoutes({ ...resource, path: `${ACCOUNT_PATH}/Transcriptions` }),
  ...resourceRoutes({ ...resource, path: `${ACCOUNT_PATH}/Recordings/{RecordingSid}/Transcriptions` }),
  { method: 'POST', product: 'api', path: `${CALL_PATH}.json`, handle: startRealTime },
  { method: 'POST', product: 'api', path: `${CALL_PATH}/{Sid}.json`, handle: stopRealTime },
];

function listTranscriptions(call: RestCall): TranscriptionRecord[] {
  const { context, path } = call;
  const recordingSid = path['RecordingSid'];
  if (recordingSid !== undefined) requireRecord(call, findRecording(call, 'RecordingSid'));
  return context.transcriptions
    .all()
    .filter(({ view }) => view.type === 'recording')
    .filter(({ view }) => recordingSid === undefined || view.recordingSid === recordingSid)
    .reverse();
}

function removeTranscription({ context }: RestCall, { sid }: TranscriptionRecord): void {
  context.transcriptions.remove(sid);
  context.publish({ type: 'transcription-removed', item: { sid } });
}

function startRealTime(request: RestCall): RouteResult {
  const { context, form } = request;
  const call = callOf(request, 'CallSid');
  if (hasEnded(call) || call.answeredAt === undefined) {
    throw badRequest(21220, 'A transcription can be started only on a call that is in-progress');
  }
  const track = form.get('Track');
  const { record, name } = startTranscription(context, call, {
    name: form.get('Name'),
    callback: readAddress(form, 'StatusCallbackUrl', 'StatusCallbackMethod'),
    track: TRACKS.find((one) => one === track) ?? 'both_tracks',
    language: form.get('LanguageCode') ?? 'en-US',
    partialResults: form.get('PartialResults') === 'true',
    engine: form.get('TranscriptionEngine') ?? 'google',
  });
  return { status: 200, body: realTimeResource(context, record, name) };
}

function stopRealTime(request: RestCall): RouteResult {
  const { context, form } = request;
  const call = callOf(request, 'CallSid');
  const sid = request.path['Sid'];
  const live = requireRecord(
    request,
    [...call.transcriptions].find(({ record, name }) => record.sid === sid || name === sid),
  );
  if (form.get('Status') !== 'stopped') throw badRequest(20001, 'Status must be stopped');
  live.stop();
  return { status: 200, body: realTimeResource(context, live.record, live.name) };
}

function findTranscription({ context, path }: RestCall): TranscriptionRecord | undefined {
  const record = context.transcriptions.get(path['Sid'] ?? '');
  const isOther = path['RecordingSid'] !== undefined && path['RecordingSid'] !== record?.view.recordingSid;
  return record?.view.type === 'recording' && !isOther ? record : undefined;
}

function transcriptionResource(context: SimulatorContext, record: TranscriptionRecord): Record<string, unknown> {
  const { view } = record;
  const recording = context.recordings.get(view.recordingSid ?? '');
  return {
    account_sid: context.accountSid,
    api_version: API_VERSION,
    date_created: rfc2822(view.dateCreated),
    date_updated: rfc2822(view.dateUpdated),
    duration: String(recording?.view.duration ?? 0),
    price: context.usage.priceOf(record),
    price_unit: 'USD',
    recording_sid: view.recordingSid,
    sid: view.sid,
    status: view.status,
    transcription_text: view.text,
    type: 'fast',
    uri: `${accountUri(context)}/Transcriptions/${view.sid}.json`,
  };
}

function realTimeResource(
  context: SimulatorContext,
  { view }: TranscriptionRecord,
  name: string | undefined,
): Record<string, unknown> {
  return {
    account_sid: context.accountSid,
    call_sid: view.callSid,
    date_updated: rfc2822(view.dateUpdated),
    name: name ?? null,
    sid: view.sid,
    status: view.status,
    uri: `${accountUri(context)}/Calls/${view.callSid}/Transcriptions/${view.sid}.json`,
  };
}
