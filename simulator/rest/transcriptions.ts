import { badRequest, notFound } from '../core/api-error';
import { isOver } from '../voice/call';
import { startTranscription, type RealTimeOptions } from '../voice/recordings/live-transcription';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { addressOf } from './call-create';
import { callOf } from './calls';
import { rfc2822 } from '../protocol/dates';
import { pageOf } from '../protocol/paging';
import { recordingOf } from './recordings';
import type { Route } from './router';
import type { TranscriptionRecord } from '../model/recording-records';
import type { RestCall, RestAnswer } from '../model/rest';

const ACCOUNT_PATH = '/2010-04-01/Accounts/{AccountSid}';
const OF_RECORDING = `${ACCOUNT_PATH}/Recordings/{RecordingSid}/Transcriptions`;
const OF_CALL = `${ACCOUNT_PATH}/Calls/{CallSid}/Transcriptions`;
const tracks: readonly RealTimeOptions['track'][] = ['inbound_track', 'outbound_track', 'both_tracks'];

/**
 * https://www.twilio.com/docs/voice/api/recording-transcription and, for a call in real time,
 * https://www.twilio.com/docs/voice/api/realtime-transcription-resource
 */
export const transcriptionRoutes: readonly Route[] = [
  { method: 'GET', product: 'api', path: `${ACCOUNT_PATH}/Transcriptions.json`, answer: listed },
  { method: 'GET', product: 'api', path: `${OF_RECORDING}.json`, answer: listed },
  { method: 'GET', product: 'api', path: `${ACCOUNT_PATH}/Transcriptions/{Sid}.json`, answer: fetched },
  { method: 'GET', product: 'api', path: `${OF_RECORDING}/{Sid}.json`, answer: fetched },
  { method: 'DELETE', product: 'api', path: `${ACCOUNT_PATH}/Transcriptions/{Sid}.json`, answer: deleted },
  { method: 'DELETE', product: 'api', path: `${OF_RECORDING}/{Sid}.json`, answer: deleted },
  { method: 'POST', product: 'api', path: `${OF_CALL}.json`, answer: started },
  { method: 'POST', product: 'api', path: `${OF_CALL}/{Sid}.json`, answer: stopped },
];

function listed(call: RestCall): RestAnswer {
  const { world, path } = call;
  const recordingSid = path['RecordingSid'];
  if (recordingSid !== undefined) recordingOf(call, 'RecordingSid');
  const found = world.transcriptions
    .all()
    .filter(({ view }) => view.type === 'recording')
    .filter(({ view }) => recordingSid === undefined || view.recordingSid === recordingSid)
    .reverse();
  return { status: 200, body: pageOf(call, 'transcriptions', found, (item) => resource(world, item)) };
}

function fetched(call: RestCall): RestAnswer {
  return { status: 200, body: resource(call.world, transcriptionOf(call)) };
}

function deleted(call: RestCall): RestAnswer {
  const { sid } = transcriptionOf(call);
  call.world.transcriptions.remove(sid);
  call.world.changed({ type: 'transcription-removed', item: { sid } });
  return { status: 204 };
}

function started(request: RestCall): RestAnswer {
  const { world, form } = request;
  const call = callOf(request, 'CallSid');
  if (isOver(call) || call.answeredAt === undefined) {
    throw badRequest(21220, 'A transcription can be started only on a call that is in-progress');
  }
  const track = form.get('Track');
  const { record, name } = startTranscription(world, call, {
    name: form.get('Name'),
    callback: addressOf(form, 'StatusCallbackUrl', 'StatusCallbackMethod'),
    track: tracks.find((one) => one === track) ?? 'both_tracks',
    language: form.get('LanguageCode') ?? 'en-US',
    partialResults: form.get('PartialResults') === 'true',
    engine: form.get('TranscriptionEngine') ?? 'google',
  });
  return { status: 200, body: realTimeResource(world, record, name) };
}

function stopped(request: RestCall): RestAnswer {
  const { world, form } = request;
  const call = callOf(request, 'CallSid');
  const sid = request.path['Sid'];
  const live = [...call.transcriptions].find(({ record, name }) => record.sid === sid || name === sid);
  if (live === undefined) throw notFound(request.pathname);
  if (form.get('Status') !== 'stopped') throw badRequest(20001, 'Status must be stopped');
  live.stop();
  return { status: 200, body: realTimeResource(world, live.record, live.name) };
}

function transcriptionOf({ world, path, pathname }: RestCall): TranscriptionRecord {
  const record = world.transcriptions.get(path['Sid'] ?? '');
  const isOther = path['RecordingSid'] !== undefined && path['RecordingSid'] !== record?.view.recordingSid;
  if (record?.view.type !== 'recording' || isOther) throw notFound(pathname);
  return record;
}

function resource(world: SimulatorContext, { view }: TranscriptionRecord): Record<string, unknown> {
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
    uri: `/${API_VERSION}/Accounts/${world.accountSid}/Transcriptions/${view.sid}.json`,
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
    uri: `/${API_VERSION}/Accounts/${world.accountSid}/Calls/${view.callSid}/Transcriptions/${view.sid}.json`,
  };
}
