import type { CallLine, CallRequest, CallStream, PhoneCall } from '../model/call';
import { optional } from '../model/message';
import { readFlowDelivery } from './delivery-readers';
import { isObject, readFinite, readList, readString, readTime } from './json';

const WAITING_FOR = ['digits', 'speech', 'record', 'conversation', 'stream'] as const;

function readLine(value: unknown): CallLine | undefined {
  if (!isObject(value) || readString(value['verb']) === '') return undefined;
  const { who } = value;
  return {
    at: readTime(value['at']) ?? 0,
    who: who === 'person' || who === 'other' ? who : 'flow',
    verb: readString(value['verb']),
    text: readString(value['text']),
    upcoming: readString(value['upcoming']),
    interrupted: value['interrupted'] === true,
    ended: value['ended'] === true,
  };
}

/** Returns undefined when the JSON is not a call. */
export function readCall(value: unknown): PhoneCall | undefined {
  if (!isObject(value) || typeof value['sid'] !== 'string') return undefined;
  return {
    sid: value['sid'],
    from: readString(value['from']),
    to: readString(value['to']),
    inbound: value['direction'] === 'inbound',
    status: readString(value['status']),
    duration: readFinite(value['duration']),
    parentSid: readString(value['parentCallSid']) || null,
    at: readTime(value['dateCreated']) ?? 0,
    answeredAt: readTime(value['startTime']),
    endedAt: readTime(value['endTime']),
    lines: readList(value['transcript'], readLine),
    waitingFor: WAITING_FOR.find((one) => one === value['waitingFor']) ?? null,
    ...optional('delivery', readFlowDelivery(value['delivery'])),
  };
}

/** Returns undefined when the JSON is not a webhook of a call. */
export function readRequest(value: unknown): CallRequest | undefined {
  if (!isObject(value) || typeof value['sid'] !== 'string' || value['kind'] !== 'webhook') return undefined;
  const callSid = readString(value['callSid']);
  if (callSid === '') return undefined;
  return {
    sid: value['sid'],
    callSid,
    at: readTime(value['at']) ?? 0,
    method: readString(value['method']),
    url: readString(value['url']),
    status: readFinite(value['status']),
    ms: readFinite(value['ms']) ?? 0,
    error: readString(value['error']),
  };
}

/** Returns undefined when the JSON is not a media stream. */
export function readStream(value: unknown): CallStream | undefined {
  if (!isObject(value) || typeof value['sid'] !== 'string') return undefined;
  return { sid: value['sid'], callSid: readString(value['callSid']), live: value['status'] === 'in-progress' };
}
