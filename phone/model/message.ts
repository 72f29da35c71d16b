import type { FlowDelivery } from './flow-delivery';
import type { CallRequest, CallStream, PhoneCall } from './call';

/** A picture or another file of a message. */
export interface Media {
  url: string;
  /** MIME type, or empty when it is unknown. */
  contentType: string;
}

export type Channel = 'sms' | 'whatsapp';

/** A place on the map. */
export interface GeoLocation {
  /** Degrees, north is positive. */
  latitude: number;
  /** Degrees, east is positive. */
  longitude: number;
  address?: string;
  label?: string;
}

/** A quick reply button: its text, and the payload that the flow receives. */
export interface QuickReply {
  text: string;
  payload?: string;
}

/** An item of a list picker. */
export interface ListItem {
  id: string;
  title: string;
  description?: string;
}

/** The buttons and the list of a template. `list.title` is the text of the button that opens the list. */
export interface Choices {
  buttons: readonly QuickReply[];
  list?: { title: string; rows: readonly ListItem[] };
}

/** The message that a reply belongs to. */
export interface RepliedTo {
  messageSid: string;
  /** The author's address, with its channel. */
  from?: string;
}

/** The parts of a WhatsApp message other than text and media. See https://www.twilio.com/docs/whatsapp/api. */
export interface WhatsAppParts {
  profileName?: string;
  location?: GeoLocation;
  /** The quick reply that the person pressed. */
  button?: QuickReply;
  /** The list item that the person chose. */
  list?: ListItem;
  /** The answers from a WhatsApp Flow. */
  flow?: Readonly<Record<string, unknown>>;
  /** The advertisement or post that the chat started from. */
  referral?: Readonly<Record<string, unknown>>;
  forwarded?: true | 'frequently';
  repliedTo?: RepliedTo;
}

/** A message of the simulator. See https://www.twilio.com/docs/messaging/api/message-resource. */
export interface TextMessage extends WhatsAppParts {
  sid: string;
  from: string;
  to: string;
  body: string;
  media: readonly Media[];
  /** Twilio's status: `queued`, `sent`, `delivered`, `received` … */
  status: string;
  /** Sent by a person to a number of the account. */
  inbound: boolean;
  channel: Channel;
  choices?: Choices;
  errorCode: number | null;
  errorMessage: string | null;
  /** For a message of the person: which nodes took it, as soon as it is known. */
  delivery?: FlowDelivery;
  /** Milliseconds since 1970. */
  at: number;
}

/** A phone number of the simulated account. */
export interface AccountNumber {
  phoneNumber: string;
  /** Empty when the friendly name only repeats the number. */
  name: string;
}

/** The part of the simulator's state that the page uses. */
export interface SimulatorState {
  numbers: AccountNumber[];
  /** Oldest first. */
  messages: TextMessage[];
  /** Oldest first. */
  calls: PhoneCall[];
  /** The webhooks of calls, oldest first. */
  requests: CallRequest[];
  /** Oldest first. */
  streams: CallStream[];
}

/** `{ [name]: value }`, or `{}` when `value` is undefined. */
export function optional<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  const result: Partial<Record<K, T>> = {};
  if (value !== undefined) result[name] = value;
  return result;
}

/** Copies the WhatsApp parts of a message, without its other properties. */
export function whatsAppParts(message: WhatsAppParts): WhatsAppParts {
  return {
    ...optional('profileName', message.profileName),
    ...optional('location', message.location),
    ...optional('button', message.button),
    ...optional('list', message.list),
    ...optional('flow', message.flow),
    ...optional('referral', message.referral),
    ...optional('forwarded', message.forwarded),
    ...optional('repliedTo', message.repliedTo),
  };
}

/** Whether Twilio's status means that the message was not delivered. */
export function isFailedStatus(status: string): boolean {
  return /^(undelivered|failed|canceled)$/.test(status);
}
