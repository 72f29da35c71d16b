import { badRequest, notFound } from '../core/api-error';
import { isOver } from '../voice/call';
import { mp3Of, wavOf } from '../voice/recordings/audio';
import { startRecording } from '../voice/recordings/live-recording';
import { API_VERSION } from '../model/context';
import { readRecording } from './call-create';
import { callOf } from './calls';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { pageOf } from '../protocol/paging';
import type { Route } from './router';
import type { RecordingRecord } from '../model/recording-records';
import type { CallRecord, LiveRecording } from '../model/call-records';
import type { RestCall, RestAnswer } from '../model/rest';

const ACCOUNT_PATH = '/2010-04-01/Accounts/{AccountSid}';
const OF_CALL = `${ACCOUNT_PATH}/Calls/{CallSid}/Recordings`;

/** https://www.twilio.com/docs/voice/api/recording */
export const recordingRoutes: readonly Route[] = [
  { method: 'GET', product: 'api', path: `${ACCOUNT_PATH}/Recordings.json`, answer: listed },
  { method: 'GET', product: 'api', path: `${OF_CALL}.json`, answer: listed },
  { method: 'POST', product: 'api', path: `${OF_CALL}.json`, answer: created },
  { method: 'GET', product: 'api', path: `${ACCOUNT_PATH}/Recordings/{Sid}.json`, answer: fetched },
  { method: 'GET', product: 'api', path: `${OF_CALL}/{Sid}.json`, answer: fetched },
  { method: 'POST', product: 'api', path: `${OF_CALL}/{Sid}.json`, answer: updated },
  { method: 'DELETE', product: 'api', path: `${ACCOUNT_PATH}/Recordings/{Sid}.json`, answer: deleted },
  { method: 'DELETE', product: 'api', path: `${OF_CALL}/{Sid}.json`, answer: deleted },
  // Audio is fetched without credentials too, unless an account asks for them.
  { method: 'GET', product: 'api', path: `${ACCOUNT_PATH}/Recordings/{Sid}.wav`, open: true, answer: audio('wav') },
  { method: 'GET', product: 'api', path: `${ACCOUNT_PATH}/Recordings/{Sid}.mp3`, open: true, answer: audio('mp3') },
  { method: 'GET', product: 'api', path: `${ACCOUNT_PATH}/Recordings/{Sid}`, open: true, answer: audio('wav') },
];

function listed(call: RestCall): RestAnswer {
  const { world, query, path } = call;
  const callSid = path['CallSid'] ?? query.get('CallSid');
  if (path['CallSid'] !== undefined) callOf(call, 'CallSid');
  const inTime = dateFilter(query, 'DateCreated');
  const recordings = world.recordings
    .all()
    .filter(({ view, createdAt }) => (callSid === undefined || view.callSid === callSid) && inTime(createdAt))
    // None is of a conference.
    .filter(() => query.get('ConferenceSid') === undefined)
    .reverse();
  return { status: 200, body: pageOf(call, 'recordings', recordings, (item) => resource(call, item)) };
}

function fetched(call: RestCall): RestAnswer {
  return { status: 200, body: resource(call, recordingOf(call)) };
}

function created(request: RestCall): RestAnswer {
  const { world, form } = request;
  const call = callOf(request, 'CallSid');
  if (isOver(call) || call.answeredAt === undefined) {
    throw badRequest(21220, 'Requested resource is not eligible for recording: the call is not in-progress');
  }
  call.recorded = startRecording(world, call, readRecording(form, 'StartCallRecordingAPI'));
  return { status: 201, body: resource(request, call.recorded.record) };
}

/** https://www.twilio.com/docs/voice/api/recording#update-a-recording-resource */
function updated(request: RestCall): RestAnswer {
  const { form } = request;
  const call = callOf(request, 'CallSid');
  const recording = liveOf(call, request.path['Sid'] ?? '') ?? notThere(request);
  const status = form.get('Status');
  switch (status) {
    case 'paused':
      recording.pause();
      break;
    case 'in-progress':
      recording.resume();
      break;
    case 'stopped':
      recording.complete();
      break;
    default:
      throw badRequest(20001, `Status must be in-progress, paused or stopped: ${status ?? ''}`);
  }
  return { status: 200, body: resource(request, recording.record) };
}

function deleted(request: RestCall): RestAnswer {
  const { world } = request;
  const record = recordingOf(request);
  if (record.view.status === 'in-progress' || record.view.status === 'paused') {
    throw badRequest(20009, 'Cannot delete this resource before it is complete');
  }
  world.recordings.remove(record.sid);
  world.changed({ type: 'recording-removed', item: { sid: record.sid } });
  return { status: 204 };
}

/** https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file */
function audio(format: 'wav' | 'mp3'): Route['answer'] {
  return (request) => {
    const { world, query } = request;
    const record = recordingOf(request);
    if (record.view.status !== 'completed' || world.faults.strike('preparing')) throw notFound(request.pathname);
    const asked = query.get('RequestedChannels');
    if (asked === '2' && record.view.channels === 1) {
      throw badRequest(16113, 'Cannot download a dual-channel presentation of a mono recording');
    }
    const channels = asked === '1' || asked === '2' ? (asked === '1' ? 1 : 2) : record.view.channels;
    return format === 'wav'
      ? { status: 200, body: wavOf(record, channels), headers: { 'Content-Type': 'audio/x-wav' } }
      : { status: 200, body: mp3Of(record, channels), headers: { 'Content-Type': 'audio/mpeg' } };
  };
}

/** @throws ApiError 20404 when there is no such recording, or not of this call */
export function recordingOf(request: RestCall, parameter = 'Sid'): RecordingRecord {
  const { world, path } = request;
  const record = world.recordings.get(path[parameter] ?? '');
  if (record === undefined || (path['CallSid'] !== undefined && path['CallSid'] !== record.view.callSid)) {
    throw notFound(request.pathname);
  }
  return record;
}

/** The recording that goes on under this SID, or as Twilio.CURRENT. */
function liveOf(call: CallRecord, sid: string): LiveRecording | undefined {
  const live = [...call.recordings];
  return sid === 'Twilio.CURRENT' ? live[live.length - 1] : live.find(({ record }) => record.sid === sid);
}

function notThere(request: RestCall): never {
  throw notFound(request.pathname);
}

function resource({ world, path }: RestCall, { view }: RecordingRecord): Record<string, unknown> {
  const uri = `/${API_VERSION}/Accounts/${world.accountSid}`;
  const common = {
    account_sid: world.accountSid,
    api_version: API_VERSION,
    call_sid: view.callSid,
    channels: view.channels,
    conference_sid: null,
    date_created: rfc2822(view.dateCreated),
    date_updated: rfc2822(view.dateUpdated),
    duration: view.duration === null ? null : String(view.duration),
    encryption_details: null,
    error_code: view.errorCode,
    price: null,
    price_unit: 'USD',
    sid: view.sid,
    source: view.source,
    start_time: rfc2822(view.startTime),
    status: view.status,
  };
  if (path['CallSid'] !== undefined) {
    return { ...common, track: view.track, uri: `${uri}/Calls/${view.callSid}/Recordings/${view.sid}.json` };
  }
  return {
    ...common,
    media_url: view.url,
    subresource_uris: {
      add_on_results: `${uri}/Recordings/${view.sid}/AddOnResults.json`,
      transcriptions: `${uri}/Recordings/${view.sid}/Transcriptions.json`,
    },
    uri: `${uri}/Recordings/${view.sid}.json`,
  };
}
