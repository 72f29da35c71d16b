import { isHttpUrl } from './media';
import { countryOf } from '../numbering/numbering-plan';
import type { SimulatorContext } from '../model/context';
import type { Referral, WhatsAppFields } from '../model/simulator';
import { SimulatorInputError } from '../core/input-error';
import { isRecord } from '../core/json-object';

type Fields = Readonly<Record<string, unknown>>;

const NAMES = [
  'profileName',
  'waId',
  'location',
  'button',
  'list',
  'flow',
  'forwarded',
  'repliedTo',
  'referral',
] as const satisfies readonly (keyof WhatsAppFields)[];

/** The fields of a referral: the ad or post that the person has come from. */
export const REFERRAL_KEYS = [
  'body',
  'headline',
  'sourceId',
  'sourceType',
  'sourceUrl',
  'mediaUrl',
  'mediaContentType',
  'ctwaClid',
] as const satisfies readonly (keyof Referral)[];

/** The ID of a sender without a phone number: `US.13491208655302741918`. */
export function isUserId(address: string): boolean {
  return /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(address);
}

/**
 * The `ExternalUserId` of a person. Since 2026, WhatsApp has one for each person and business, also with a phone number.
 * @param person a phone number, or such an ID
 */
export function externalUserId({ ids }: Pick<SimulatorContext, 'ids'>, person: string): string {
  if (isUserId(person)) return `whatsapp:${person}`;
  const digits = BigInt(`0x${ids.hex(`user ${person}`)}`)
    .toString()
    .slice(0, 16);
  return `whatsapp:${countryOf(person)?.iso ?? 'US'}.${digits}`;
}

/** True for a message with fields that only WhatsApp has. */
export function hasWhatsAppFields(fields: WhatsAppFields): boolean {
  return NAMES.some((name) => fields[name] !== undefined);
}

/** True for a message that needs no text and no media. */
export function isContent({ location, button, list, flow }: WhatsAppFields): boolean {
  return [location, button, list, flow].some((objectField) => objectField !== undefined);
}

/**
 * Validates the WhatsApp fields of a message.
 * @throws SimulatorInputError
 */
export function readWhatsApp(given: Fields): WhatsAppFields {
  const read: WhatsAppFields = {};
  const profileName = textField(given, 'profileName');
  if (profileName !== undefined) read.profileName = profileName;
  const waId = textField(given, 'waId');
  if (waId !== undefined) {
    if (!/^\d{6,15}$/.test(waId)) {
      throw new SimulatorInputError('"waId" must be a phone number without its plus sign, such as "14155550123".');
    }
    read.waId = waId;
  }
  const location = part(given, 'location');
  if (location !== undefined) {
    read.location = {
      latitude: degrees(location, 'latitude', 90),
      longitude: degrees(location, 'longitude', 180),
      ...textFields(location, 'location', ['address', 'label']),
    };
  }
  const button = part(given, 'button');
  if (button !== undefined) {
    read.button = {
      text: requiredText(button, 'button', 'text'),
      ...textFields(button, 'button', ['payload', 'type']),
    };
  }
  const list = part(given, 'list');
  if (list !== undefined) {
    const [id, title] = [requiredText(list, 'list', 'id'), requiredText(list, 'list', 'title')];
    read.list = { id, title, ...textFields(list, 'list', ['description']) };
  }
  const flow = part(given, 'flow');
  if (flow !== undefined) read.flow = { ...flow };
  const { forwarded } = given;
  if (forwarded === true || forwarded === 'frequently') read.forwarded = forwarded;
  else if (forwarded !== undefined && forwarded !== null && forwarded !== false) {
    throw new SimulatorInputError('"forwarded" must be true, false or "frequently".');
  }
  const repliedTo = part(given, 'repliedTo');
  if (repliedTo !== undefined) {
    const messageSid = requiredText(repliedTo, 'repliedTo', 'messageSid');
    if (!/^(?:SM|MM)[0-9a-f]{32}$/i.test(messageSid)) {
      throw new SimulatorInputError('"repliedTo.messageSid" must be the SID of a message: SM or MM and 32 hex digits.');
    }
    read.repliedTo = { messageSid, ...textFields(repliedTo, 'repliedTo', ['from']) };
  }
  const referral = part(given, 'referral');
  if (referral !== undefined) read.referral = readReferral(referral);
  const chosen = [read.location, read.button, read.list, read.flow].filter((one) => one !== undefined);
  if (chosen.length > 1) {
    throw new SimulatorInputError('A message can have only one of "location", "button", "list" and "flow".');
  }
  return read;
}

function readReferral(given: Fields): Referral {
  const unknown = Object.keys(given).find((name) => !REFERRAL_KEYS.some((key) => key === name));
  if (unknown !== undefined) {
    throw new SimulatorInputError(`"referral" has ${REFERRAL_KEYS.join(', ')} only, not "${unknown.slice(0, 50)}".`);
  }
  const referral: Referral = textFields(given, 'referral', REFERRAL_KEYS);
  for (const name of ['sourceUrl', 'mediaUrl'] as const) {
    const url = referral[name];
    if (url !== undefined && !isHttpUrl(url)) {
      throw new SimulatorInputError(`"referral.${name}" must be a URL that begins with http:// or https://.`);
    }
  }
  return referral;
}

function textField(given: Fields, name: string, shown = name): string | undefined {
  const value = given[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || value.length > 4096) throw new SimulatorInputError(`"${shown}" must be text.`);
  return value;
}

function requiredText(given: Fields, within: string, name: string): string {
  const value = textField(given, name, `${within}.${name}`);
  if (value === undefined) throw new SimulatorInputError(`"${within}.${name}" is missing.`);
  return value;
}

function textFields<K extends string>(given: Fields, within: string, keys: readonly K[]): Partial<Record<K, string>> {
  const read: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = textField(given, key, `${within}.${key}`);
    if (value !== undefined) read[key] = value;
  }
  return read;
}

function part(given: Fields, name: string): Fields | undefined {
  const value = given[name];
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw new SimulatorInputError(`"${name}" must be an object.`);
  return value;
}

function degrees(location: Fields, name: string, max: number): number {
  const value = location[name];
  if (typeof value !== 'number' || !(Math.abs(value) <= max)) {
    throw new SimulatorInputError(`"location.${name}" must be a number from -${String(max)} to ${String(max)}.`);
  }
  return value;
}
