import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { incomingNumbers } from '../resources/catalogue/phone-numbers';
import { fetchList } from '../resources/list';
import { runOperation } from '../resources/run';
import { TwilioError } from '../errors/twilio-error';
import { isObject } from '../validation/objects';
import { allKept, urlHash, type Kept } from './kept';
import { overridesOf, servicesOf, type Override, type Service } from './overrides';
import type { SetupOwner } from './owner';
import { fieldsOf, slotsOf, type Slot, type TargetKind } from './slots';
import { isUrl } from '../validation/is-url';

/**
 * How a URL at Twilio compares with the flows:
 *
 * - `set`: it is the URL that the flows listen to
 * - `empty`: flows listen, and nothing is set
 * - `changed`: flows listen, and it is an older URL of this account node
 * - `foreign`: flows listen, and it is a URL of another application
 * - `unheard`: it is a URL of this account node, and no flow listens
 * - `other`: no flow listens, and it is not a URL of this account node
 */
export type SlotState = 'set' | 'empty' | 'changed' | 'foreign' | 'unheard' | 'other';

/** One URL of a number or sender. */
export interface SlotView {
  slot: Slot;
  /** Without login and query, which may be secret. */
  url: string;
  method: string;
  state: SlotState;
}

/** A number or sender, and how its URLs compare with the flows. */
export interface Target {
  kind: TargetKind;
  sid: string;
  /** Such as `+14155550100` or `whatsapp:+14155550100`. */
  address: string;
  name: string;
  slots: SlotView[];
  overrides: Override[];
  /** The slots whose URL from before is kept. */
  restorable: Slot[];
}

/** A target with what is not shown: its full URLs. */
export interface FoundTarget {
  view: Target;
  /** By Twilio's names. */
  fields: Record<string, string>;
  /** The URLs that the flows listen to. */
  wanted: Partial<Record<Slot, string>>;
  kept: Kept | undefined;
}

/** All numbers and senders of an account. */
export interface Survey {
  targets: FoundTarget[];
  /** Why the WhatsApp senders could not be read; `undefined` when they could. */
  sendersProblem: string | undefined;
  /** Why the Messaging Services could not be read. */
  servicesProblem: string | undefined;
  services: Service[];
  /** Whether the account has more numbers than are read. */
  isCut: boolean;
}

/** The most numbers and the most senders that are read. */
export const MAX_TARGETS = 500;

/** The URL of a new number belongs to no application. */
const PLACEHOLDER_HOST = 'demo.twilio.com';

/** The senders of WhatsApp. https://www.twilio.com/docs/whatsapp/api/senders */
export const SENDERS_URL = 'https://messaging.twilio.com/v2/Channels/Senders';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A URL without login and query. */
export function shownUrl(url: string): string {
  if (!isUrl(url)) return url === '' ? '' : '…';
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** Hosts of this machine, which Twilio cannot reach. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether a URL is unused: there is none, it is the one of a new number, or Twilio cannot reach it. */
function isFree(url: string): boolean {
  if (!isUrl(url)) return true;
  const { hostname } = new URL(url);
  return hostname === PLACEHOLDER_HOST || LOOPBACK.test(hostname);
}

/** How a URL compares with the one that the flows listen to. */
function stateOf(owner: SetupOwner, url: string, method: string, want: string | undefined, set = ''): SlotState {
  const isOwn = isUrl(url) && (owner.isOwn(new URL(url)) || urlHash(url) === set);
  if (want === undefined) return isOwn ? 'unheard' : 'other';
  if (url === want && method === 'POST') return 'set';
  if (isFree(url)) return 'empty';
  return isOwn || url === want ? 'changed' : 'foreign';
}

/** The URLs that a number can use, by its capabilities. */
function ableTo(resource: Resource, wanted: Partial<Record<Slot, string>>): Partial<Record<Slot, string>> {
  const { capabilities } = resource;
  if (!isObject(capabilities)) return wanted;
  const isAble = (slot: string): boolean =>
    slot.startsWith('messages')
      ? capabilities['sms'] !== false || capabilities['mms'] === true
      : capabilities['voice'] !== false;
  return Object.fromEntries(Object.entries(wanted).filter(([slot]) => isAble(slot)));
}

/** One number or sender, compared with the flows. */
function targetOf(owner: SetupOwner, kind: TargetKind, resource: Resource, kept: Kept | undefined): FoundTarget {
  const address = text(resource[kind === 'number' ? 'phoneNumber' : 'senderId']);
  const profile = isObject(resource['profile']) ? resource['profile'] : {};
  const fields = fieldsOf(kind, resource);
  const wanted = ableTo(resource, owner.wanted(kind, address));
  const slots = slotsOf(kind).map(([slot, names]): SlotView => {
    const url = fields[names.url] ?? '';
    const method = fields[names.method] ?? '';
    return { slot, url: shownUrl(url), method, state: stateOf(owner, url, method, wanted[slot], kept?.set[names.url]) };
  });
  const name = text(resource['friendlyName']) || text(profile['name']);
  const restorable = slotsOf(kind).flatMap(([slot, { url }]) =>
    kept !== undefined && url in kept.previous ? [slot] : [],
  );
  return {
    view: { kind, sid: text(resource['sid']), address, name, slots, overrides: [], restorable },
    fields,
    wanted,
    kept,
  };
}

const messageOf = (error: unknown): string => {
  if (error instanceof TwilioError) return error.message;
  throw error;
};

/** The WhatsApp senders. An account without access to them has none. */
export async function sendersOf(account: Account): Promise<Resource[]> {
  const request = { method: 'get', url: SENDERS_URL, parameters: { Channel: 'whatsapp' } } as const;
  try {
    return await fetchList(account, request, 'senders', MAX_TARGETS);
  } catch (error) {
    if (error instanceof TwilioError && error.cause.status === 404) return [];
    throw error;
  }
}

/**
 * Reads all numbers and senders of an account, and compares them with the deployed flows.
 * @throws {TwilioError} the error that Twilio returns about the numbers. What it refuses about senders and services is
 * in the result.
 */
export async function surveyOf(owner: SetupOwner): Promise<Survey> {
  const { account } = owner;
  const problems: { senders?: string; services?: string } = {};
  const [list, senders, services, kept] = await Promise.all([
    runOperation(account, incomingNumbers.list, {}, { limit: MAX_TARGETS + 1 }),
    sendersOf(account).catch((error: unknown) => {
      problems.senders = messageOf(error);
      return [];
    }),
    servicesOf(account).catch((error: unknown) => {
      problems.services = messageOf(error);
      return [];
    }),
    allKept(owner.store),
  ]);
  const numbers = list.gives === 'list' ? list.resources : [];
  const find = (kind: TargetKind, resource: Resource) =>
    targetOf(owner, kind, resource, kept.get(text(resource['sid'])));
  const found = numbers.slice(0, MAX_TARGETS).map((number) => {
    const target = find('number', number);
    target.view.overrides = overridesOf(number, services);
    return target;
  });
  return {
    targets: [...found, ...senders.map((sender) => find('whatsapp', sender))],
    sendersProblem: problems.senders,
    servicesProblem: problems.services,
    services,
    isCut: numbers.length > MAX_TARGETS,
  };
}
