import type { AccountNumber, SimulatorState, TextMessage } from '../model/message';
import { addRequest, setStream, withoutKey } from './calls';
import { assignSid, markFailed, markSent, placeLast } from './outbox';
import type { Action, PhoneState } from './phone-state';

const MAX_ANNOUNCED = 5;

function setState(phone: PhoneState, { numbers, messages, calls, requests, streams }: SimulatorState): PhoneState {
  // A message that arrived while the stream was disconnected may belong to the outbox.
  const outbox = messages.filter((m) => phone.ready && !phone.messages.has(m.sid)).reduce(assignSid, phone.outbox);
  const bySid = new Map(messages.map((m) => [m.sid, m]));
  return {
    ...phone,
    connection: 'connected',
    ready: true,
    numbers,
    messages: bySid,
    outbox,
    calls: new Map(calls.map((call) => [call.sid, call])),
    requests: new Map(requests.map((request) => [request.sid, request])),
    streams: new Map(streams.filter(({ live }) => live).map((stream) => [stream.sid, stream])),
  };
}

function addMessage(phone: PhoneState, message: TextMessage): PhoneState {
  const isNew = !phone.messages.has(message.sid);
  const messages = new Map(phone.messages).set(message.sid, message);
  if (!isNew) return { ...phone, messages };
  const announced = message.inbound ? phone.announced : [...phone.announced, message].slice(-MAX_ANNOUNCED);
  return { ...phone, messages, announced, outbox: assignSid(phone.outbox, message) };
}

function removeMessage(phone: PhoneState, sid: string): PhoneState {
  return { ...phone, messages: withoutKey(phone.messages, sid), outbox: phone.outbox.filter((o) => o.sid !== sid) };
}

function addNumber(phone: PhoneState, number: AccountNumber): PhoneState {
  const exists = phone.numbers.some((n) => n.phoneNumber === number.phoneNumber);
  const numbers = exists
    ? phone.numbers.map((n) => (n.phoneNumber === number.phoneNumber ? number : n))
    : [...phone.numbers, number];
  return { ...phone, numbers };
}

/** Returns the state after `action`. */
export function reduce(phone: PhoneState, action: Action): PhoneState {
  switch (action.type) {
    case 'connection':
      return phone.connection === action.connection ? phone : { ...phone, connection: action.connection };
    case 'state':
      return setState(phone, action.state);
    case 'message':
      return addMessage(phone, action.message);
    case 'message-removed':
      return removeMessage(phone, action.sid);
    case 'call':
      return { ...phone, calls: new Map(phone.calls).set(action.call.sid, action.call) };
    case 'call-removed':
      return { ...phone, calls: withoutKey(phone.calls, action.sid) };
    case 'request':
      return { ...phone, requests: addRequest(phone.requests, action.request) };
    case 'stream':
      return { ...phone, streams: setStream(phone.streams, action.stream) };
    case 'number':
      return addNumber(phone, action.number);
    case 'number-removed':
      return { ...phone, numbers: phone.numbers.filter((n) => n.phoneNumber !== action.phoneNumber) };
    case 'sending':
      return { ...phone, outbox: [...phone.outbox, placeLast(action.outgoing, phone.messages.values())] };
    case 'sent':
      return markSent(phone, action.id, action.message);
    case 'failed':
      return markFailed(phone, action.id, action.reason, action.deliveryUnknown);
    case 'discarded':
      return { ...phone, outbox: phone.outbox.filter((o) => o.id !== action.id) };
  }
}
