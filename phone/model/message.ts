/** One picture or file of a message. */
export interface Media {
  url: string;
  /** MIME type, empty when the simulator does not know it. */
  contentType: string;
}

/** How a message travels. */
export type Channel = 'sms' | 'whatsapp';

/** A place on the map. */
export interface Place {
  /** Degrees, north is positive. */
  latitude: number;
  /** Degrees, east is positive. */
  longitude: number;
  address?: string;
  label?: string;
}

/** A quick reply that a person pressed: what it said, and what the flow is told. */
export interface PressedButton {
  text: string;
  payload?: string;
}

/** What a person chose from a list. */
export interface ListChoice {
  id: string;
  title: string;
  description?: string;
}

/** What a template of the flow gives to tap: quick replies, or a list behind a button with this title. */
export interface Choices {
  buttons: readonly PressedButton[];
  list?: { title: string; rows: readonly ListChoice[] };
}

/** The message that another one answers. */
export interface RepliedTo {
  messageSid: string;
  /** Whoever wrote it, with its channel. */
  from?: string;
}

/** What a WhatsApp message may hold beside text and media. See https://www.twilio.com/docs/whatsapp/api. */
export interface WhatsAppParts {
  /** What the person calls themselves. */
  profileName?: string;
  location?: Place;
  button?: PressedButton;
  list?: ListChoice;
  /** What was filled in, in a WhatsApp Flow. */
  flow?: Readonly<Record<string, unknown>>;
  /** The advertisement or post that the chat began with, as the simulator has it. */
  referral?: Readonly<Record<string, unknown>>;
  forwarded?: true | 'frequently';
  repliedTo?: RepliedTo;
}

/** A message as the simulator holds it. See https://www.twilio.com/docs/messaging/api/message-resource. */
export interface TextMessage extends WhatsAppParts {
  sid: string;
  from: string;
  to: string;
  body: string;
  media: readonly Media[];
  /** Twilio's word: `queued`, `sent`, `delivered`, `received` … */
  status: string;
  /** A person texted a number of the account. */
  inbound: boolean;
  channel: Channel;
  choices?: Choices;
  errorCode: number | null;
  errorMessage: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** A number that the simulated account owns. */
export interface AccountNumber {
  phoneNumber: string;
  /** Empty when it would only repeat the number. */
  name: string;
}

/** What the page needs of the simulator's state. */
export interface SimulatorState {
  numbers: AccountNumber[];
  /** Oldest first. */
  messages: TextMessage[];
}

/** `value` under `name`, or nothing at all: what is absent stays absent. */
export function some<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  const found: Partial<Record<K, T>> = {};
  if (value !== undefined) found[name] = value;
  return found;
}

/** What a message holds of WhatsApp's parts and nothing else. */
export function partsOf(message: WhatsAppParts): WhatsAppParts {
  return {
    ...some('profileName', message.profileName),
    ...some('location', message.location),
    ...some('button', message.button),
    ...some('list', message.list),
    ...some('flow', message.flow),
    ...some('referral', message.referral),
    ...some('forwarded', message.forwarded),
    ...some('repliedTo', message.repliedTo),
  };
}
