import {
  optional,
  type AccountNumber,
  type Choices,
  type GeoLocation,
  type ListItem,
  type Media,
  type QuickReply,
  type RepliedTo,
  type SimulatorState,
  type TextMessage,
  type WhatsAppParts,
} from '../model/message';
import { readCall, readRequest, readStream } from './call-readers';
import { readFlowDelivery } from './delivery-readers';
import { isObject, readList, readNonEmpty, readString, type JsonObject } from './json';

// These functions check the JSON of the simulator's endpoints. A tab that stays open during an upgrade can receive JSON of
// another version.

function readMedia(value: unknown): Media | undefined {
  if (!isObject(value) || typeof value['url'] !== 'string') return undefined;
  return { url: value['url'], contentType: readString(value['contentType']) };
}

/** Accepts numbers and numeric strings. */
function readDegrees(value: unknown, max: number): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= max ? number : undefined;
}

function readLocation(value: unknown): GeoLocation | undefined {
  if (!isObject(value)) return undefined;
  const latitude = readDegrees(value['latitude'], 90);
  const longitude = readDegrees(value['longitude'], 180);
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    latitude,
    longitude,
    ...optional('address', readNonEmpty(value['address'])),
    ...optional('label', readNonEmpty(value['label'])),
  };
}

function readQuickReply(value: unknown): QuickReply | undefined {
  if (!isObject(value) || readString(value['text']) === '') return undefined;
  return { text: readString(value['text']), ...optional('payload', readNonEmpty(value['payload'])) };
}

function readListItem(value: unknown): ListItem | undefined {
  if (!isObject(value) || readString(value['title']) === '') return undefined;
  const description = optional('description', readNonEmpty(value['description']));
  return { id: readString(value['id']), title: readString(value['title']), ...description };
}

function readChoices(value: unknown): Choices | undefined {
  if (!isObject(value)) return undefined;
  const buttons = readList(value['buttons'], readQuickReply);
  const list = isObject(value['list']) ? value['list'] : {};
  const rows = readList(list['rows'], readListItem);
  if (buttons.length === 0 && rows.length === 0) return undefined;
  return { buttons, ...(rows.length === 0 ? {} : { list: { title: readString(list['title']), rows } }) };
}

function readRepliedTo(value: unknown): RepliedTo | undefined {
  if (!isObject(value) || readString(value['messageSid']) === '') return undefined;
  return { messageSid: readString(value['messageSid']), ...optional('from', readNonEmpty(value['from'])) };
}

function readForwarded(value: unknown): true | 'frequently' | undefined {
  return value === true || value === 'frequently' ? value : undefined;
}

function readParts(fields: JsonObject): WhatsAppParts {
  return {
    ...optional('profileName', readNonEmpty(fields['profileName'])),
    ...optional('location', readLocation(fields['location'])),
    ...optional('button', readQuickReply(fields['button'])),
    ...optional('list', readListItem(fields['list'])),
    ...optional('flow', isObject(fields['flow']) ? fields['flow'] : undefined),
    ...optional('referral', isObject(fields['referral']) ? fields['referral'] : undefined),
    ...optional('forwarded', readForwarded(fields['forwarded'])),
    ...optional('repliedTo', readRepliedTo(fields['repliedTo'])),
  };
}

/** Returns undefined when the JSON is not a message. */
export function readMessage(value: unknown): TextMessage | undefined {
  if (!isObject(value) || typeof value['sid'] !== 'string') return undefined;
  const from = readString(value['from']);
  const to = readString(value['to']);
  const whatsapp = value['channel'] === 'whatsapp' || from.startsWith('whatsapp:') || to.startsWith('whatsapp:');
  const at = Date.parse(readString(value['dateCreated']));
  return {
    sid: value['sid'],
    from,
    to,
    body: readString(value['body']),
    media: readList(value['media'], readMedia),
    status: readString(value['status']),
    inbound: value['direction'] === 'inbound',
    channel: whatsapp ? 'whatsapp' : 'sms',
    errorCode: typeof value['errorCode'] === 'number' ? value['errorCode'] : null,
    errorMessage: typeof value['errorMessage'] === 'string' ? value['errorMessage'] : null,
    at: Number.isNaN(at) ? 0 : at,
    ...optional('delivery', readFlowDelivery(value['delivery'])),
    ...optional('choices', readChoices(value['choices'])),
    ...readParts(value),
  };
}

/** The SID in the JSON of a deleted message, or undefined. */
export function readSid(value: unknown): string | undefined {
  return isObject(value) && typeof value['sid'] === 'string' ? value['sid'] : undefined;
}

/** Returns undefined when the JSON is not a phone number. */
export function readNumber(value: unknown): AccountNumber | undefined {
  if (!isObject(value) || typeof value['phoneNumber'] !== 'string') return undefined;
  const phoneNumber = value['phoneNumber'];
  const name = readString(value['friendlyName']).trim();
  // By default Twilio uses the number itself as the friendly name: +1… or (415) 555-0100.
  const digits = name.replace(/\D/g, '');
  const isOnlyNumber = !/\p{L}/u.test(name) && digits !== '' && phoneNumber.endsWith(digits);
  return { phoneNumber, name: isOnlyNumber ? '' : name };
}

/** Missing parts become empty. */
export function readState(value: unknown): SimulatorState {
  const fields = isObject(value) ? value : {};
  return {
    numbers: readList(fields['numbers'], readNumber),
    messages: readList(fields['messages'], readMessage),
    calls: readList(fields['calls'], readCall),
    requests: readList(fields['requests'], readRequest),
    streams: readList(fields['streams'], readStream),
  };
}

/** The text of an error response, `{ error: "…" }`, or an empty string. */
export function readError(value: unknown): string {
  return isObject(value) ? readString(value['error']) : '';
}
