import { badRequest, notFound } from '../core/api-error';
import { hasEnded } from '../voice/call';
import { mp3Of, wavOf } from '../voice/recordings/audio';
import { startRecording } from '../voice/recordings/live-recording';
import { API_VERSION } from '../model/context';
import { readRecording } from './call-create';
import { callOf } from './calls';
import { CONFERENCES_PATH, conferenceOf } from './conferences';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { ACCOUNT_PATH, accountUri, requireRecord, resourceRoutes, type RestResource } from './resource-routes';
import type { Route } from './router';
import type { RecordingRecord } from '../model/recording-records';
import type { LiveRecording } from '../model/live-media';
import type { RestCall, RouteResult } from '../model/rest';

const PATH = `${ACCOUNT_PATH}/Recordings`;
const CALL_PATH = `${ACCOUNT_PATH}/Calls/{CallSid}/Recordings`;
const CONFERENCE_PATH = `${CONFERENCES_PATH}/{ConferenceSid}/Recordings`;

const resource: Omit<RestResource<RecordingRecord>, 'path'> = {
  product: 'api',
  serialize: recordingResource,
  list: { key: 'recordings', records: listRecordings },
  one: { find: findRecording, remove: removeRecording },
};

/** https://www.twilio.com/docs/voice/api/recording */
export const recordingRoutes: readonly Route[] = [
  ...resourceRoutes({ ...resource, path: PATH }),
  ...resourceRoutes({ ...resource, path: CALL_PATH, create: createCallRecording }),
  ...resourceRoutes({ ...resource, path: CONFERENCE_PATH }),
  { method: 'POST', product: 'api', path: `${CALL_PATH}/{Sid}.json`, handle: updateRecording },
  { method: 'POST', product: 'api', path: `${CONFERENCE_PATH}/{Sid}.json`, handle: updateRecording },
  // Audio needs no credentials, as in an account without HTTP authentication for media.
  { method: 'GET', product: 'api', path: `${PATH}/{Sid}.wav`, open: true, handle: audio('wav') },
  { method: 'GET', product: 'api', path: `${PATH}/{Sid}.mp3`, open: true, handle: audio('mp3') },
  { method: 'GET', product: 'api', path: `${PATH}/{Sid}`, open: true, handle: audio('wav') },
];

function listRecordings(call: RestCall): RecordingRecord[] {
  const { context, query, path } = call;
  const callSid = path['CallSid'] ?? query.get('CallSid');
  if (path['CallSid'] !== undefined) callOf(call, 'CallSid');
  const conferenceSid = path['ConferenceSid'] ?? query.get('ConferenceSid');
  if (path['ConferenceSid'] !== undefined) conferenceOf(call);
  const isInRange = dateFilter(query, 'DateCreated');
  return context.recordings
    .all()
    .filter(
      ({ view, createdAt }) =>
        (callSid === undefined || view.callSid === callSid) &&
        (conferenceSid === undefined || view.conferenceSid === conferenceSid) &&
        isInRange(createdAt),
    )
    .reverse();
}

function createCallRecording(request: RestCall): RecordingRecord {
  const { context, form } = request;
  const call = callOf(request, 'CallSid');
  if (hasEnded(call) || call.answeredAt === undefined) {
    throw badRequest(21220, 'Requested resource is not eligible for recording: the call is not in-progress');
  }
  call.lastRecording = startRecording(context, call, readRecording(form, 'StartCallRecordingAPI'));
  return call.lastRecording.record;
}

/** https://www.twilio.com/docs/voice/api/recording#update-a-recording-resource */
function updateRecording(request: RestCall): RouteResult {
  const { form, path } = request;
  const host = path['ConferenceSid'] === undefined ? callOf(request, 'CallSid') : conferenceOf(request);
  const recording = requireRecord(request, findLive(host.recordings, path['Sid'] ?? ''));
  const status = form.get('Status');
  switch (status) {
    case 'paused':
      // The default is `silence`: https://www.twilio.com/docs/voice/api/recording#update-a-recording-resource
      recording.pause(form.get('PauseBehavior') === 'skip');
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
  return { status: 200, body: recordingResource(request, recording.record) };
}

function removeRecording({ context }: RestCall, { sid, view }: RecordingRecord): void {
  if (view.status === 'in-progress' || view.status === 'paused') {
    throw badRequest(20009, 'Cannot delete this resource before it is complete');
  }
  context.recordings.remove(sid);
  context.publish({ type: 'recording-removed', item: { sid } });
}

/** https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file */
function audio(format: 'wav' | 'mp3'): Route['handle'] {
  return (request) => {
    const { context, query } = request;
    const record = requireRecord(request, findRecording(request));
    if (record.view.status !== 'completed' || context.faults.consume('preparing')) throw notFound(request.pathname);
    const requestedChannels = query.get('RequestedChannels');
    if (requestedChannels === '2' && record.view.channels === 1) {
      throw badRequest(16113, 'Cannot download a dual-channel presentation of a mono recording');
    }
    const channels =
      requestedChannels === '1' || requestedChannels === '2'
        ? requestedChannels === '1'
          ? 1
          : 2
        : record.view.channels;
    return format === 'wav'
      ? { status: 200, body: wavOf(record, channels), headers: { 'Content-Type': 'audio/x-wav' } }
      : { status: 200, body: mp3Of(record, channels), headers: { 'Content-Type': 'audio/mpeg' } };
  };
}

/** Finds a recording by its SID. Below a call or a conference only the recordings of it. */
export function findRecording({ context, path }: RestCall, parameter = 'Sid'): RecordingRecord | undefined {
  const record = context.recordings.get(path[parameter] ?? '');
  const { CallSid: callSid, ConferenceSid: conferenceSid } = path;
  const isOfCall = callSid === undefined || callSid === record?.view.callSid;
  const isOfConference = conferenceSid === undefined || conferenceSid === record?.view.conferenceSid;
  return isOfCall && isOfConference ? record : undefined;
}

/** Finds a recording in progress by its SID, or the latest one with `Twilio.CURRENT`. */
function findLive(recordings: ReadonlySet<LiveRecording>, sid: string): LiveRecording | undefined {
  const live = [...recordings];
  return sid === 'Twilio.CURRENT' ? live[live.length - 1] : live.find(({ record }) => record.sid === sid);
}

function recordingResource({ context, path }: RestCall, record: RecordingRecord): Record<string, unknown> {
  const { view } = record;
  const uri = accountUri(context);
  const common = {
    account_sid: context.accountSid,
    api_version: API_VERSION,
    call_sid: view.callSid,
    channels: view.channels,
    conference_sid: view.conferenceSid,
    date_created: rfc2822(view.dateCreated),
    date_updated: rfc2822(view.dateUpdated),
    duration: view.duration === null ? null : String(view.duration),
    encryption_details: null,
    error_code: view.errorCode,
    price: context.usage.priceOf(record),
    price_unit: 'USD',
    sid: view.sid,
    source: view.source,
    start_time: rfc2822(view.startTime),
    status: view.status,
  };
  if (path['CallSid'] !== undefined) {
    return { ...common, track: view.track, uri: `${uri}/Calls/${view.callSid}/Recordings/${view.sid}.json` };
  }
  if (path['ConferenceSid'] !== undefined) {
    return { ...common, uri: `${uri}/Conferences/${view.conferenceSid ?? ''}/Recordings/${view.sid}.json` };
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
