import { TwilioError } from '../errors/twilio-error';
import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { isObject } from '../validation/objects';
import { CATALOGUE, type Operation } from '../resources/catalogue';
import { runOperation } from '../resources/run';

/** Something of the account that a form offers to choose from. */
export interface Choice {
  /** What is put in the field: a SID, or a phone number. */
  value: string;
  label: string;
  /** Of a content template: an example for each of its variables, by name. */
  variables?: Record<string, string>;
  /** Of a content template: its text. */
  body?: string;
}

/** What a form asks for, and what it gets. */
interface Source {
  operation: Operation;
  choice: (resource: Resource) => Choice;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const byName = ({ sid, friendlyName }: Resource): Choice => ({
  value: text(sid),
  label: text(friendlyName) || text(sid),
});

/** The text of a template, whichever of its types has one. https://www.twilio.com/docs/content/content-types-overview */
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

const SOURCES = {
  contentTemplates: { operation: CATALOGUE.contentTemplates.list, choice: templateOf },
  verifyServices: { operation: CATALOGUE.verifyServices.list, choice: byName },
  messagingServices: { operation: CATALOGUE.messagingServices.list, choice: byName },
  incomingNumbers: {
    operation: CATALOGUE.incomingNumbers.list,
    choice({ phoneNumber, friendlyName }) {
      const number = text(phoneNumber);
      const name = text(friendlyName);
      return { value: number, label: name === '' || name === number ? number : `${number} – ${name}` };
    },
  },
} as const satisfies Readonly<Record<string, Source>>;

/** The kinds of things that a form offers to choose from. */
export type ChoiceKind = keyof typeof SOURCES;

/** Whether a form may ask for this. */
export const isChoiceKind = (what: unknown): what is ChoiceKind =>
  typeof what === 'string' && Object.hasOwn(SOURCES, what);

/** The most choices: a list that is longer is no list to choose from. */
const MOST = 500;

/** Answers under way or just given, by account: a form that is opened again soon need not ask again. */
const recent = new WeakMap<Account, Map<ChoiceKind, Promise<Choice[]>>>();

/** How long an answer is given again, in milliseconds. */
const RECENT = 5000;

/**
 * What an account has of a kind, by name.
 * @throws {TwilioError}
 */
export function choicesOf(account: Account, what: ChoiceKind): Promise<Choice[]> {
  const answers = recent.get(account) ?? new Map<ChoiceKind, Promise<Choice[]>>();
  recent.set(account, answers);
  const known = answers.get(what);
  if (known !== undefined) return known;
  const asked = askFor(account, what);
  answers.set(what, asked);
  const forget = (): void => {
    answers.delete(what);
  };
  asked.then(() => setTimeout(forget, RECENT).unref(), forget);
  return asked;
}

async function askFor(account: Account, what: ChoiceKind): Promise<Choice[]> {
  const { operation, choice }: Source = SOURCES[what];
  const given = await runOperation(account, operation, {}, { limit: MOST });
  const resources = given.gives === 'list' ? given.resources : [];
  return resources
    .map(choice)
    .filter(({ value }) => value !== '')
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** An answer of the admin API. */
export interface ChoicesAnswer {
  status: number;
  body: Choice[] | { error: string };
}

/**
 * The answer to a form that asks an account for choices. Never 401 or 403, which the editor takes for its own login.
 * @param account undefined when it is not deployed
 */
export async function answerChoices(account: Account | undefined, what: unknown): Promise<ChoicesAnswer> {
  if (account === undefined) return { status: 404, body: { error: 'This account is not deployed.' } };
  if (!isChoiceKind(what)) return { status: 400, body: { error: `There is no list of "${String(what)}".` } };
  try {
    return { status: 200, body: await choicesOf(account, what) };
  } catch (error) {
    const { code, message, cause } =
      error instanceof TwilioError
        ? error
        : new TwilioError('REQUEST_FAILED', account.redact(String(error)), { hint: '' });
    const status = code === 'INVALID_CONNECTION_SETTINGS' ? 409 : 502;
    const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
    return { status, body: { error: `${sentence} ${cause.hint}`.trim() } };
  }
}
