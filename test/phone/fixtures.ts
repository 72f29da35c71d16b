import assert from 'node:assert/strict';
import type { SimulatorState, TextMessage } from '../../phone/model/message';
import { bubblesOf } from '../../phone/state/bubbles';
import { conversationsOf, type Conversation } from '../../phone/state/conversations';
import { INITIAL_STATE, type Action, type OutgoingMessage, type PhoneState } from '../../phone/state/phone-state';
import { reduce } from '../../phone/state/store';

export const AVA = '+14155550123';
export const OLIVER = '+447700900123';
export const DESK = '+14155550100';
export const LONDON = '+442079460100';
export const NUMBERS = [
  { phoneNumber: DESK, name: 'Front desk' },
  { phoneNumber: LONDON, name: '' },
];
export const NOON = new Date(2026, 5, 10, 12).getTime();

let sids = 0;

/** An SMS between Ava and the front desk. */
export function message(fields: Partial<TextMessage>): TextMessage {
  sids += 1;
  const inbound = fields.inbound ?? false;
  return {
    sid: `SM${String(sids)}`,
    from: inbound ? AVA : DESK,
    to: inbound ? DESK : AVA,
    body: 'Hello',
    media: [],
    status: inbound ? 'received' : 'delivered',
    inbound,
    channel: 'sms',
    errorCode: null,
    errorMessage: null,
    at: NOON,
    ...fields,
  };
}

export const FERRY = { latitude: 37.7955, longitude: -122.3937, label: 'Ferry Building' };

/** A WhatsApp message between Ava and the front desk. */
export function whatsapp(fields: Partial<TextMessage>): TextMessage {
  const sms = message(fields);
  return { ...sms, from: `whatsapp:${sms.from}`, to: `whatsapp:${sms.to}`, channel: 'whatsapp' };
}

/** An SMS that Ava is sending to the front desk. */
export function outgoing(fields: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return { id: 'one', from: AVA, to: DESK, body: 'Hello', media: [], channel: 'sms', at: NOON, ...fields };
}

export const EMPTY_STATE: SimulatorState = { numbers: [], messages: [], calls: [], requests: [], streams: [] };

/** The state after these actions. */
export function after(...actions: Action[]): PhoneState {
  const state = { ...EMPTY_STATE, numbers: NUMBERS };
  return actions.reduce(reduce, reduce(INITIAL_STATE, { type: 'state', state }));
}

/** The thread of Ava and the front desk, each message as `side status text`. */
export function thread(phone: PhoneState): string[] {
  const conversation = first(conversationsOf(AVA, phone.numbers, phone.messages.values(), {}));
  return bubblesOf(conversation, phone.outbox).map((b) => `${b.side} ${b.delivery.status} ${b.body}`);
}

export function first(conversations: readonly Conversation[]): Conversation {
  const [conversation] = conversations;
  assert.ok(conversation);
  return conversation;
}
