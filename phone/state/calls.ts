import { personOf, phaseOf, type CallRequest, type CallStream, type PhoneCall } from '../model/call';

/** The limit of webhooks, as in the simulator. */
const MAX_REQUESTS = 500;

/** A copy of the map without this key. */
export function withoutKey<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** Adds a webhook, or replaces it. Removes the oldest one above the limit. */
export function addRequest(
  requests: ReadonlyMap<string, CallRequest>,
  request: CallRequest,
): ReadonlyMap<string, CallRequest> {
  const copy = new Map(requests).set(request.sid, request);
  const [oldest] = copy.keys();
  if (copy.size > MAX_REQUESTS && oldest !== undefined) copy.delete(oldest);
  return copy;
}

/** Adds a stream that is live, or removes one that is not. Returns the same map when nothing changes. */
export function setStream(
  streams: ReadonlyMap<string, CallStream>,
  stream: CallStream,
): ReadonlyMap<string, CallStream> {
  if (streams.has(stream.sid) === stream.live) return streams;
  return stream.live ? new Map(streams).set(stream.sid, stream) : withoutKey(streams, stream.sid);
}

/** True when a stream of the call is live. */
export function hasStream(callSid: string, streams: Iterable<CallStream>): boolean {
  return [...streams].some((stream) => stream.callSid === callSid);
}

/** The calls of one phone, newest first. Without a call that does not ring yet. */
export function callsOf(me: string, calls: Iterable<PhoneCall>): PhoneCall[] {
  return [...calls].filter((call) => personOf(call) === me && phaseOf(call) !== 'dialling').sort((a, b) => b.at - a.at);
}

/** Another phone that made or received a call. */
export interface CallingPhone {
  person: string;
  /** The newest call. */
  call: PhoneCall;
}

/**
 * The newest call of each other phone, newest first. A number of the account is not a phone.
 * @param isOwned whether the account has this number
 */
export function callingPhones(
  me: string,
  calls: Iterable<PhoneCall>,
  isOwned: (number: string) => boolean,
): CallingPhone[] {
  const newest = new Map<string, PhoneCall>();
  for (const call of [...calls].sort((a, b) => b.at - a.at)) {
    const person = personOf(call);
    if (person !== me && person !== '' && !isOwned(person) && !newest.has(person)) newest.set(person, call);
  }
  return [...newest].map(([person, call]) => ({ person, call }));
}

/** The webhooks of a call, oldest first. */
export function requestsOf(call: PhoneCall, requests: Iterable<CallRequest>): CallRequest[] {
  return [...requests].filter(({ callSid }) => callSid === call.sid).sort((a, b) => a.at - b.at);
}
