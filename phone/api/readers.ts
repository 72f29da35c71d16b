import {
  type AccountNumber,
  type Choices,
  type ListChoice,
  type Media,
  type Place,
  type PressedButton,
  type RepliedTo,
  type SimulatorState,
  some,
  type TextMessage,
  type WhatsAppParts,
} from '../model/message';

/**
 * What the simulator's endpoints say, read with doubt: the page and the simulator may be of different versions in a
 * browser tab that stayed open over an upgrade.
 */

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

function filled(value: unknown): string | undefined {
  return text(value) || undefined;
}

/** Twilio posts numbers as words; a simulator may keep them so. */
function degrees(value: unknown, most: number): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= most ? number : undefined;
}

function readPlace(value: unknown): Place | undefined {
  if (!isFields(value)) return undefined;
  const latitude = degrees(value['latitude'], 90);
  const longitude = degrees(value['longitude'], 180);
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    latitude,
    longitude,
    ...some('address', filled(value['address'])),
    ...some('label', filled(value['label'])),
  };
}

function readButton(value: unknown): PressedButton | undefined {
  if (!isFields(value) || text(value['text']) === '') return undefined;
  return { text: text(value['text']), ...some('payload', filled(value['payload'])) };
}

function readChoice(value: unknown): ListChoice | undefined {
  if (!isFields(value) || text(value['title']) === '') return undefined;
  const description = some('description', filled(value['description']));
  return { id: text(value['id']), title: text(value['title']), ...description };
}

function readChoices(value: unknown): Choices | undefined {
  if (!isFields(value)) return undefined;
  const buttons = list(value['buttons'], readButton);
  const listed = isFields(value['list']) ? value['list'] : {};
  const rows = list(listed['rows'], readChoice);
  if (buttons.length === 0 && rows.length === 0) return undefined;
  return { buttons, ...(rows.length === 0 ? {} : { list: { title: text(listed['title']), rows } }) };
}

function readRepliedTo(value: unknown): RepliedTo | undefined {
  if (!isFields(value) || text(value['messageSid']) === '') return undefined;
  return { messageSid: text(value['messageSid']), ...some('from', filled(value['from'])) };
}

function readForwarded(value: unknown): true | 'frequently' | undefined {
  return value === true || value === 'frequently' ? value : undefined;
}

function readParts(fields: Fields): WhatsAppParts {
  return {
    ...some('profileName', filled(fields['profileName'])),
    ...some('location', readPlace(fields['location'])),
    ...some('button', readButton(fields['button'])),
    ...some('list', readChoice(fields['list'])),
    ...some('flow', isFields(fields['flow']) ? fields['flow'] : undefined),
    ...some('referral', isFields(fields['referral']) ? fields['referral'] : undefined),
    ...some('forwarded', readForwarded(fields['forwarded'])),
    ...some('repliedTo', readRepliedTo(fields['repliedTo'])),
  };
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
    ...some('choices', readChoices(value['choices'])),
    ...readParts(value),
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
