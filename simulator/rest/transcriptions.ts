import { badRequest } from '../core/api-error';
import { isOver } from '../voice/call';
import { startTranscription, type RealTimeOptions } from '../voice/recordings/live-transcription';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { addressOf } from './call-create';
import { callOf } from './calls';
import { rfc2822 } from '../protocol/dates';
import { findRecording } from './recordings';
import { ACCOUNT_PATH, accountUri, requireRecord, resourceRoutes, type RestResource } from './resource-routes';
import type { Route } from './router';
import type { TranscriptionRecord } from '../model/recording-records';
import type { RestCall, RestAnswer } from '../model/rest';

const CALL_PATH = `${ACCOUNT_PATH}/Calls/{CallSid}/Transcriptions`;
const TRACKS: readonly RealTimeOptions['track'][] = ['inbound_track', 'outbound_track', 'both_tracks'];

const resource: Omit<RestResource<TranscriptionRecord>, 'path'> = {
  product: 'api',
  serialize: ({ world }, record) => transcriptionResource(world, record),
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
  { method: 'POST', product: 'api', path: `${CALL_PATH}.json`, answer: startRealTime },
  { method: 'POST', product: 'api', path: `${CALL_PATH}/{Sid}.json`, answer: stopRealTime },
];

function listTranscriptions(call: RestCall): TranscriptionRecord[] {
  const { world, path } = call;
  const recordingSid = path['RecordingSid'];
  if (recordingSid !== undefined) requireRecord(call, findRecording(call, 'RecordingSid'));
  return world.transcriptions
    .all()
    .filter(({ view }) => view.type === 'recording')
    .filter(({ view }) => recordingSid === undefined || view.recordingSid === recordingSid)
    .reverse();
}

function removeTranscription({ world }: RestCall, { sid }: TranscriptionRecord): void {
  world.transcriptions.remove(sid);
  world.changed({ type: 'transcription-removed', item: { sid } });
}

function startRealTime(request: RestCall): RestAnswer {
  const { world, form } = request;
  const call = callOf(request, 'CallSid');
  if (isOver(call) || call.answeredAt === undefined) {
    throw badRequest(21220, 'A transcription can be started only on a call that is in-progress');
  }
  const track = form.get('Track');
  const { record, name } = startTranscription(world, call, {
    name: form.get('Name'),
    callback: addressOf(form, 'StatusCallbackUrl', 'StatusCallbackMethod'),
    track: TRACKS.find((one) => one === track) ?? 'both_tracks',
    language: form.get('LanguageCode') ?? 'en-US',
    partialResults: form.get('PartialResults') === 'true',
    engine: form.get('TranscriptionEngine') ?? 'google',
  });
  return { status: 200, body: realTimeResource(world, record, name) };
}

function stopRealTime(request: RestCall): RestAnswer {
  const { world, form } = request;
  const call = callOf(request, 'CallSid');
  const sid = request.path['Sid'];
  const live = requireRecord(
    request,
    [...call.transcriptions].find(({ record, name }) => record.sid === sid || name === sid),
  );
  if (form.get('Status') !== 'stopped') throw badRequest(20001, 'Status must be stopped');
  live.stop();
  return { status: 200, body: realTimeResource(world, live.record, live.name) };
}

function findTranscription({ world, path }: RestCall): TranscriptionRecord | undefined {
  const record = world.transcriptions.get(path['Sid'] ?? '');
  const isOther = path['RecordingSid'] !== undefined && path['RecordingSid'] !== record?.view.recordingSid;
  return record?.view.type === 'recording' && !isOther ? record : undefined;
}

function transcriptionResource(world: SimulatorContext, { view }: TranscriptionRecord): Record<string, unknown> {
  const recording = world.recordings.get(view.recordingSid ?? '');
  return {
    account_sid: world.accountSid,
    api_version: API_VERSION,
    date_created: rfc2822(view.dateCreated),
    date_updated: rfc2822(view.dateUpdated),
    duration: String(recording?.view.duration ?? 0),
    price: null,
    price_unit: 'USD',
    recording_sid: view.recordingSid,
    sid: view.sid,
    status: view.status,
    transcription_text: view.text,
    type: 'fast',
    uri: `${accountUri(world)}/Transcriptions/${view.sid}.json`,
  };
}

function realTimeResource(
  world: SimulatorContext,
  { view }: TranscriptionRecord,
  name: string | undefined,
): Record<string, unknown> {
  return {
    account_sid: world.accountSid,
    call_sid: view.callSid,
    date_updated: rfc2822(view.dateUpdated),
    name: name ?? null,
    sid: view.sid,
    status: view.status,
    uri: `${accountUri(world)}/Calls/${view.callSid}/Transcriptions/${view.sid}.json`,
  };
}
