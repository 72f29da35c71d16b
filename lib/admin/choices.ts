import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { isObject } from '../validation/objects';
import { inLanguage } from '../node-red/language';
import { callerIdsOf } from '../resources/caller-ids';
import { CATALOGUE, type Operation } from '../resources/catalogue';
import { runOperation } from '../resources/run';
import { sendersOf } from '../setup/survey';
import { failure } from './answer';

/** One entry of a list in a form, such as a number of the account. */
export interface Choice {
  /** The field's value: a SID, or a phone number. */
  value: string;
  label: string;
  /** Of a content template: an example for each variable, by name. */
  variables?: Record<string, string>;
  /** Of a content template: its text. */
  body?: string;
  /** Of a number: what it can do, `sms`, `mms`, `voice`; or `verified` for a number that is only a verified caller ID. */
  capabilities?: string[];
}

/** How a list is requested, and how each resource becomes an entry. */
interface Source {
  list: (account: Account) => Promise<Resource[]>;
  choice: (resource: Resource) => Choice;
}

/** The most entries of a list. */
const MAX_CHOICES = 500;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const byName = ({ sid, friendlyName }: Resource): Choice => ({
  value: text(sid),
  label: text(friendlyName) || text(sid),
});

/** The text of a content template: of its first type that has one. https://www.twilio.com/docs/content/content-types-overview */
function bodyOf(types: unknown): string {
  const kinds = isObject(types) ? Object.values(types) : [];
  for (const kind of kinds) {
    if (isObject(kind) && typeof kind['body'] === 'string') return kind['body'];
  }
  return '';
}

/** The names of variables are numbers or words between double braces. */
const VARIABLE = /\{\{\s*([\w.-]+)\s*\}\}/g;

function templateOf(resource: Resource): Choice {
  const { language, variables, types } = resource;
  const body = bodyOf(types);
  const examples = isObject(variables) ? Object.entries(variables) : [];
  const all = Object.fromEntries(examples.map(([name, example]) => [name, text(example)]));
  // A template may use variables for which it has no example.
  const used = [...JSON.stringify(types ?? '').matchAll(VARIABLE)].map(([, name = '']) => name);
  for (const name of used) all[name] ??= '';
  const { value, label } = byName(resource);
  return { value, label: text(language) === '' ? label : `${label} (${text(language)})`, variables: all, body };
}

/** What a number can do. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
const CAPABILITIES = ['sms', 'mms', 'voice'] as const;

/** A number and its name. Twilio names a new number after itself, such as "(415) 555-0100"; such a name is left out. */
function addressOf(address: string, name: string): Choice {
  const isName = /\p{L}/u.test(name) || !address.endsWith(name.replace(/\D/g, ''));
  return { value: address, label: isName ? `${address} – ${name}` : address };
}

function numberOf({ phoneNumber, friendlyName, capabilities }: Resource): Choice {
  const can = isObject(capabilities) ? CAPABILITIES.filter((one) => capabilities[one] === true) : [];
  return { ...addressOf(text(phoneNumber), text(friendlyName)), capabilities: [...can] };
}

/** The only entry in the `capabilities` of a verified caller ID. */
const VERIFIED = 'verified';

/**
 * The numbers that an account can call from: its own, and those that it has verified. When the verified ones cannot be
 * read, such as with a restricted API key, the list has only its own.
 */
async function callerNumbers(account: Account): Promise<Resource[]> {
  const [own, verified] = await Promise.all([
    numbers(account),
    callerIdsOf(account, MAX_CHOICES).catch((error: unknown) => {
      if (error instanceof TwilioError) return [];
      throw error;
    }),
  ]);
  const known = new Set(own.map(({ phoneNumber }) => phoneNumber));
  const others = verified.filter(({ phoneNumber }) => !known.has(phoneNumber));
  return [...own, ...others.map((resource) => ({ ...resource, [VERIFIED]: true }))];
}

/** A number to call from. */
const callerOf = (resource: Resource): Choice =>
  resource[VERIFIED] === true ? { ...numberOf(resource), capabilities: [VERIFIED] } : numberOf(resource);

const isVerified = ({ capabilities = [] }: Choice): boolean => capabilities.includes(VERIFIED);

/** A WhatsApp sender, without `whatsapp:`. https://www.twilio.com/docs/whatsapp/api/senders */
function senderOf({ senderId, profile, phoneNumber, friendlyName }: Resource): Choice {
  const name = isObject(profile) ? text(profile['name']) : text(friendlyName);
  return addressOf(text(senderId).replace(/^whatsapp:/, '') || text(phoneNumber), name);
}

/** The list of an operation of the catalogue. */
const listOf =
  (operation: Operation) =>
  async (account: Account): Promise<Resource[]> => {
    const given = await runOperation(account, operation, {}, { limit: MAX_CHOICES });
    return given.gives === 'list' ? given.resources : [];
  };

const numbers = listOf(CATALOGUE.incomingNumbers.list);

/** WhatsApp senders. In the simulator, each number is one. */
const senders = (account: Account): Promise<Resource[]> =>
  account.settings.environment === 'simulator' ? numbers(account) : sendersOf(account);

const SOURCES = {
  contentTemplates: { list: listOf(CATALOGUE.contentTemplates.list), choice: templateOf },
  verifyServices: { list: listOf(CATALOGUE.verifyServices.list), choice: byName },
  messagingServices: { list: listOf(CATALOGUE.messagingServices.list), choice: byName },
  incomingNumbers: { list: numbers, choice: numberOf },
  callerIds: { list: callerNumbers, choice: callerOf },
  whatsappSenders: { list: senders, choice: senderOf },
} as const satisfies Readonly<Record<string, Source>>;

/** The lists that a form can ask for. */
export type ChoiceKind = keyof typeof SOURCES;

/** Whether there is a list of this name. */
export const isChoiceKind = (what: unknown): what is ChoiceKind =>
  typeof what === 'string' && Object.hasOwn(SOURCES, what);

/** Lists that were requested recently, by account, so that a form that is opened again does not request them again. */
const recent = new WeakMap<Account, Map<ChoiceKind, Promise<Choice[]>>>();

/** How long a list is kept, in milliseconds. */
const CACHE_MS = 5000;

/**
 * A list of the account, sorted by label, with verified caller IDs at the end.
 * @throws {TwilioError} the error that Twilio returns
 */
export function choicesOf(account: Account, what: ChoiceKind): Promise<Choice[]> {
  const answers = recent.get(account) ?? new Map<ChoiceKind, Promise<Choice[]>>();
  recent.set(account, answers);
  const known = answers.get(what);
  if (known !== undefined) return known;
  const asked = requestChoices(account, what);
  answers.set(what, asked);
  const forget = (): void => {
    answers.delete(what);
  };
  asked.then(() => setTimeout(forget, CACHE_MS).unref(), forget);
  return asked;
}

async function requestChoices(account: Account, what: ChoiceKind): Promise<Choice[]> {
  const { list, choice }: Source = SOURCES[what];
  return (await list(account))
    .map(choice)
    .filter(({ value }) => value !== '')
    .sort((a, b) => Number(isVerified(a)) - Number(isVerified(b)) || a.label.localeCompare(b.label));
}

/** An HTTP answer to the editor. */
export interface ChoicesAnswer {
  status: number;
  body: Choice[] | { error: string };
}

/**
 * Answers a form that requests a list: 200 with the list, 404 when the account is not deployed, 400 for an unknown
 * list, 409 when the account is not complete, and 502 when Twilio returns an error. Never 401 or 403: the editor would
 * log out.
 * @param account `undefined` when it is not deployed
 */
export async function answerChoices(account: Account | undefined, what: unknown): Promise<ChoicesAnswer> {
  if (account === undefined) return { status: 404, body: { error: inLanguage('This account is not deployed.') } };
  if (!isChoiceKind(what))
    return { status: 400, body: { error: inLanguage(`There is no list of "${String(what)}".`) } };
  try {
    return { status: 200, body: await choicesOf(account, what) };
  } catch (error) {
    return failure(account, error);
  }
}
