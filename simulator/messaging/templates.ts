import { badRequest } from '../core/api-error';
import type { Choices } from '../model/messages';
import type { ContentTemplate } from '../model/message-records';

/** The templates of every simulated account, with numbered and with named variables. */
const SAMPLES: readonly Omit<ContentTemplate, 'sid'>[] = [
  {
    friendlyName: 'appointment_reminder',
    language: 'en',
    variables: { 1: 'Monday', 2: '10:30' },
    types: {
      'twilio/quick-reply': {
        body: 'Your appointment is on {{1}} at {{2}}. Can you make it?',
        actions: [
          { type: 'QUICK_REPLY', title: 'Confirm', id: 'confirm' },
          { type: 'QUICK_REPLY', title: 'Cancel', id: 'cancel' },
        ],
      },
    },
  },
  {
    friendlyName: 'order_update',
    language: 'en',
    variables: { name: 'Ada', order: '1042' },
    types: { 'twilio/text': { body: 'Hi {{name}}, your order {{order}} is on its way.' } },
  },
  {
    friendlyName: 'terminerinnerung',
    language: 'de',
    variables: { 1: 'Montag', 2: '10:30' },
    types: { 'twilio/text': { body: 'Ihr Termin ist am {{1}} um {{2}} Uhr.' } },
  },
  {
    friendlyName: 'boarding_pass',
    language: 'en',
    variables: { 1: 'AB 123' },
    types: {
      'twilio/media': {
        body: 'Here is your boarding pass for {{1}}.',
        media: ['https://demo.twilio.com/owl.png'],
      },
    },
  },
  {
    friendlyName: 'service_menu',
    language: 'en',
    variables: { name: 'Ada' },
    types: {
      'twilio/list-picker': {
        body: 'Hi {{name}}, what can we do for you?',
        button: 'Choose',
        items: [
          { item: 'Book a table', id: 'book', description: 'For today or another day' },
          { item: 'Opening hours', id: 'hours' },
          { item: 'Speak with somebody', id: 'agent', description: 'Monday to Friday, 9 to 17' },
        ],
      },
    },
  },
  {
    friendlyName: 'opening_hours',
    language: 'en',
    variables: {},
    types: { 'twilio/text': { body: 'We are open from Monday to Friday, 9 to 17 o’clock.' } },
  },
];

/** The initial templates of an account. */
export function sampleTemplates(sidOf: (name: string) => string): ContentTemplate[] {
  return SAMPLES.map((sample) => ({ ...sample, sid: sidOf(sample.friendlyName) }));
}

/** A template with its variables filled in. */
export interface RenderedTemplate {
  body: string;
  media: string[];
  choices?: Choices;
}

/**
 * Fills in the variables of a template.
 * @param given the `ContentVariables` of the request, a JSON object of strings; other variables have their defaults
 * @throws ApiError 21656 for variables that are not strings, or empty
 */
export function renderTemplate(template: ContentTemplate, given: string | undefined): RenderedTemplate {
  const variables = new Map(Object.entries({ ...template.variables, ...readVariables(given) }));
  const fill = (text: string): string =>
    text.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => variables.get(name) ?? whole);
  const content = Object.values(template.types)[0] ?? {};
  const { body, title, media } = content;
  const text = typeof body === 'string' ? body : typeof title === 'string' ? title : '';
  const addresses = Array.isArray(media) ? media.filter((url) => typeof url === 'string') : [];
  const choices = choicesOf(content, fill);
  return { body: fill(text), media: addresses.map(fill), ...(choices === undefined ? {} : { choices }) };
}

/** The buttons or list of a template, without buttons for URLs and phone numbers. */
function choicesOf(content: Readonly<Record<string, unknown>>, fill: (text: string) => string): Choices | undefined {
  const text = (fields: Fields, name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? fill(value) : '';
  };
  const buttons = fieldsIn(content['actions'])
    .filter(({ type = 'QUICK_REPLY' }) => type === 'QUICK_REPLY')
    .map((action) => ({ text: text(action, 'title'), ...filled('payload', text(action, 'id')) }));
  if (buttons.length > 0) return { buttons };
  const rows = fieldsIn(content['items']).map((row) => ({
    id: text(row, 'id'),
    title: text(row, 'item'),
    ...filled('description', text(row, 'description')),
  }));
  return rows.length > 0 ? { list: { title: text(content, 'button'), rows } } : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsIn = (value: unknown): Fields[] =>
  Array.isArray(value) ? value.filter((one): one is Fields => typeof one === 'object' && one !== null) : [];

const filled = <K extends string>(name: K, text: string): Partial<Record<K, string>> => {
  const found: Partial<Record<K, string>> = {};
  if (text !== '') found[name] = text;
  return found;
};

/** @throws ApiError 21656 */
function readVariables(given: string | undefined): Record<string, string> {
  if (given === undefined || given === '') return {};
  const value = parsed(given);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidVariables();
  const entries = Object.entries(value).map(([name, text]): [string, string] => {
    if (typeof text !== 'string' || text === '') throw invalidVariables();
    return [name, text];
  });
  return Object.fromEntries(entries);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** https://www.twilio.com/docs/api/errors/21656 */
function invalidVariables(): Error {
  return badRequest(21656, 'The ContentVariables parameter is invalid');
}
