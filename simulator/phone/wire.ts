/**
 * What the simulator's endpoints say, read with doubt: the page and the simulator may be of different versions in a
 * browser tab that stayed open over an upgrade.
 */

/** One picture or file of a message. */
export interface Media {
  url: string;
  /** MIME type, empty when the simulator does not know it. */
  contentType: string;
}

/** How a message travels. */
export type Channel = 'sms' | 'whatsapp';

/** A message as the simulator holds it. See https://www.twilio.com/docs/messaging/api/message-resource. */
export interface TextMessage {
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

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The items that `read` understood; what is no list is an empty one. */
function list<T>(value: unknown, read: (item: unknown) => T | undefined): T[] {
  if (!Array.isArray(value)) return [];
  return value.map(read).filter((item): item is Awaited<T> & NonNullable<T> => item !== undefined);
}

function readMedia(value: unknown): Media | undefined {
  if (!isFields(value) || typeof value['url'] !== 'string') return undefined;
  return { url: value['url'], contentType: text(value['contentType']) };
}

/** A message out of JSON, or undefined when it is none. */
export function readMessage(value: unknown): TextMessage | undefined {
  if (!isFields(value) || typeof value['sid'] !== 'string') return undefined;
  const from = text(value['from']);
  const to = text(value['to']);
  const whatsapp = value['channel'] === 'whatsapp' || from.startsWith('whatsapp:') || to.startsWith('whatsapp:');
  const at = Date.parse(text(value['dateCreated']));
  return {
    sid: value['sid'],
    from,
    to,
    body: text(value['body']),
    media: list(value['media'], readMedia),
    status: text(value['status']),
    inbound: value['direction'] === 'inbound',
    channel: whatsapp ? 'whatsapp' : 'sms',
    errorCode: typeof value['errorCode'] === 'number' ? value['errorCode'] : null,
    errorMessage: typeof value['errorMessage'] === 'string' ? value['errorMessage'] : null,
    at: Number.isNaN(at) ? 0 : at,
  };
}

/** The SID of an item, such as the one that is left of a deleted message, or undefined. */
export function readSid(value: unknown): string | undefined {
  return isFields(value) && typeof value['sid'] === 'string' ? value['sid'] : undefined;
}

/** One of the account's numbers out of JSON, or undefined when it is none. */
export function readNumber(value: unknown): AccountNumber | undefined {
  if (!isFields(value) || typeof value['phoneNumber'] !== 'string') return undefined;
  const phoneNumber = value['phoneNumber'];
  const name = text(value['friendlyName']).trim();
  // Twilio names a new number after itself, as +1… or as (415) 555-0100.
  const digits = name.replace(/\D/g, '');
  const repeats = !/\p{L}/u.test(name) && digits !== '' && phoneNumber.endsWith(digits);
  return { phoneNumber, name: repeats ? '' : name };
}

/** The state out of JSON; parts that are missing are empty. */
export function readState(value: unknown): SimulatorState {
  const fields = isFields(value) ? value : {};
  return { numbers: list(fields['numbers'], readNumber), messages: list(fields['messages'], readMessage) };
}

/** The sentence of an error answer, `{ error: "…" }`, or an empty string. */
export function readError(value: unknown): string {
  return isFields(value) ? text(value['error']) : '';
}
