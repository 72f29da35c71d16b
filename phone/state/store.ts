import type { TextMessage } from '../model/message';
import { claim, failed, notBefore, settled } from './outbox';
import type { Action, Phone } from './phone-state';

const ARRIVED_KEPT = 5;

function withMessage(phone: Phone, message: TextMessage): Phone {
  const isNew = !phone.messages.has(message.sid);
  const messages = new Map(phone.messages).set(message.sid, message);
  if (!isNew) return { ...phone, messages };
  const arrived = message.inbound ? phone.arrived : [...phone.arrived, message].slice(-ARRIVED_KEPT);
  return { ...phone, messages, arrived, outbox: claim(phone.outbox, message) };
}

/** The page after `action`. */
export function reduce(phone: Phone, action: Action): Phone {
  switch (action.type) {
    case 'link':
      return phone.link === action.link ? phone : { ...phone, link: action.link };
    case 'state': {
      const messages = new Map(action.state.messages.map((m) => [m.sid, m]));
      // What came while the stream was down may be what the person sent just before.
      const outbox = action.state.messages
        .filter((m) => phone.ready && !phone.messages.has(m.sid))
        .reduce(claim, phone.outbox);
      return { ...phone, link: 'live', ready: true, numbers: action.state.numbers, messages, outbox };
    }
    case 'message':
      return withMessage(phone, action.message);
    case 'removed': {
      const messages = new Map(phone.messages);
      messages.delete(action.sid);
      return { ...phone, messages, outbox: phone.outbox.filter((o) => o.sid !== action.sid) };
    }
    case 'number': {
      const known = phone.numbers.some((n) => n.phoneNumber === action.number.phoneNumber);
      const numbers = known
        ? phone.numbers.map((n) => (n.phoneNumber === action.number.phoneNumber ? action.number : n))
        : [...phone.numbers, action.number];
      return { ...phone, numbers };
    }
    case 'number-removed':
      return { ...phone, numbers: phone.numbers.filter((n) => n.phoneNumber !== action.phoneNumber) };
    case 'sending':
      return { ...phone, outbox: [...phone.outbox, notBefore(action.outgoing, phone.messages.values())] };
    case 'sent':
      return settled(phone, action.id, action.message);
    case 'failed':
      return failed(phone, action.id, action.reason, action.unsure);
    case 'dropped':
      return { ...phone, outbox: phone.outbox.filter((o) => o.id !== action.id) };
  }
}
