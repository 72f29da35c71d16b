import type { AccountNumber, Channel, Place, SimulatorState, TextMessage, WhatsAppParts } from './wire';

/** How the page stands with the simulator. */
export type Link = 'connecting' | 'live' | 'reconnecting' | 'login' | 'forbidden' | 'gone';

/** What the person is about to send. Addresses have no channel in front. */
export interface Draft extends WhatsAppParts {
  from: string;
  to: string;
  body: string;
  media: readonly string[];
  channel: Channel;
}

/** A text on its way to the flow, or one that never got there. */
export interface Outgoing extends Draft {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The simulator's message for it, once the event stream has shown one. */
  sid?: string;
  /** Why it failed, in words. Absent while it is on its way. */
  reason?: string;
  /** The answer was lost, so it may have arrived all the same. */
  unsure?: boolean;
}

/** Everything that the page knows. */
export interface Phone {
  link: Link;
  /** The first state has come. */
  ready: boolean;
  numbers: readonly AccountNumber[];
  /** By SID, in the order in which they came. */
  messages: ReadonlyMap<string, TextMessage>;
  outbox: readonly Outgoing[];
  /** The latest texts of the flow that came while the page was open, for those who listen to it. */
  arrived: readonly TextMessage[];
}

/** Something that happened. */
export type Action =
  | { type: 'link'; link: Link }
  | { type: 'state'; state: SimulatorState }
  | { type: 'message'; message: TextMessage }
  | { type: 'removed'; sid: string }
  | { type: 'number'; number: AccountNumber }
  | { type: 'number-removed'; phoneNumber: string }
  | { type: 'sending'; outgoing: Outgoing }
  | { type: 'sent'; id: string; message: TextMessage }
  | { type: 'failed'; id: string; reason: string; unsure: boolean }
  | { type: 'dropped'; id: string };

/** The page before it has heard anything. */
export const EMPTY: Phone = {
  link: 'connecting',
  ready: false,
  numbers: [],
  messages: new Map(),
  outbox: [],
  arrived: [],
};

const ARRIVED_KEPT = 5;

/** An address without its channel: `whatsapp:+1415…` is the same person as `+1415…`. */
export function bare(address: string): string {
  return address.replace(/^whatsapp:/, '');
}

/** An address as it stands in a message of the channel. */
export function addressOn(channel: Channel, address: string): string {
  return channel === 'whatsapp' ? `whatsapp:${bare(address)}` : bare(address);
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.latitude === b?.latitude && a?.longitude === b?.longitude;
}

function sameText(outgoing: Outgoing, message: TextMessage): boolean {
  return (
    outgoing.body === message.body &&
    outgoing.channel === message.channel &&
    bare(outgoing.from) === bare(message.from) &&
    bare(outgoing.to) === bare(message.to) &&
    outgoing.media.length === message.media.length &&
    samePlace(outgoing.location, message.location)
  );
}

/**
 * The event stream shows a text before its POST is answered. The oldest text on its way that says the same is taken to be
 * that one, so that the thread does not show it twice.
 */
function claim(outbox: readonly Outgoing[], message: TextMessage): readonly Outgoing[] {
  if (!message.inbound) return outbox;
  const found = outbox.find(
    (o) => o.sid === undefined && (o.reason === undefined || o.unsure === true) && sameText(o, message),
  );
  if (!found) return outbox;
  if (found.unsure === true) return outbox.filter((o) => o !== found);
  return outbox.map((o) => (o === found ? { ...o, sid: message.sid } : o));
}

function withMessage(phone: Phone, message: TextMessage): Phone {
  const isNew = !phone.messages.has(message.sid);
  const messages = new Map(phone.messages).set(message.sid, message);
  if (!isNew) return { ...phone, messages };
  const arrived = message.inbound ? phone.arrived : [...phone.arrived, message].slice(-ARRIVED_KEPT);
  return { ...phone, messages, arrived, outbox: claim(phone.outbox, message) };
}

/** A text never stands above what was there before it, even when the clock of this machine is behind. */
function notBefore(outgoing: Outgoing, messages: Iterable<TextMessage>): Outgoing {
  let at = outgoing.at;
  for (const message of messages) at = Math.max(at, message.at);
  return { ...outgoing, at };
}

/** The POST's answer names the message. Should another text have claimed it (both said the same), they swap. */
function settled(phone: Phone, id: string, message: TextMessage): Phone {
  const mine = phone.outbox.find((o) => o.id === id);
  const outbox = phone.outbox
    .filter((o) => o.id !== id)
    .map((o) => {
      if (o.sid !== message.sid) return o;
      const unclaimed = { ...o };
      delete unclaimed.sid;
      return mine?.sid === undefined ? unclaimed : { ...unclaimed, sid: mine.sid };
    });
  // Not through withMessage: the message is this text's own and no other may claim it.
  return { ...phone, outbox, messages: new Map(phone.messages).set(message.sid, message) };
}

/** A lost answer to a text that the simulator shows is no failure: the message itself says how it went. */
function failed(phone: Phone, id: string, reason: string, unsure: boolean): Phone {
  const outbox = phone.outbox.flatMap((o) => {
    if (o.id !== id) return [o];
    return unsure && o.sid !== undefined ? [] : [{ ...o, reason, unsure }];
  });
  return { ...phone, outbox };
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
