import { TwilioError } from '../errors/twilio-error';
import { isPlainObject, preview } from './objects';
import { readTime } from './time';

const bad = (name: string, value: unknown, wanted: string): TwilioError =>
  new TwilioError('INVALID_MESSAGE', `The option ${name} is ${preview(value)}; it must be ${wanted}`, {
    hint: `Correct "${name}" in the node's options or in msg.options.`,
  });

/** Reads an option's value, or throws a {@link TwilioError} that says what it must be. */
export type Reader = (value: unknown, name: string) => unknown;

/** What is written the same as a text: a number that came from a table or from JSON. */
const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;

/** A text, or a number as one. */
export const text: Reader = (value, name) => {
  const found = asText(value);
  if (found !== undefined) return found;
  throw bad(name, value, 'a text');
};

/** A text, or a number as one, that is never shown, because it is a secret or says something of a person. */
export const secret: Reader = (value, name) => {
  const found = asText(value);
  if (found !== undefined) return found;
  throw new TwilioError('INVALID_MESSAGE', `The option ${name} must be a text`, { hint: `Make "${name}" a text.` });
};

/** True or false, also as a text. */
export const boolean: Reader = (value, name) => {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw bad(name, value, 'true or false');
};

/** A whole number within bounds, both included. */
export const count =
  (least: number, most: number): Reader =>
  (value, name) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
    throw bad(name, value, `a whole number from ${least} to ${most}`);
  };

/** A number that is not negative. */
export const amount: Reader = (value, name) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && number >= 0) return number;
  throw bad(name, value, 'a number');
};

/** One of these words. */
export const oneOf =
  (...words: string[]): Reader =>
  (value, name) => {
    if (typeof value === 'string' && words.includes(value)) return value;
    throw bad(name, value, words.join(' or '));
  };

/** A list of texts; one text is a list of one. */
export const texts: Reader = (value, name) => {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((item) => typeof item === 'string')) return list;
  throw bad(name, value, 'a list of texts');
};

/** An http or https address. */
export const webAddress: Reader = (value, name) => {
  if (typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)) return value;
  throw bad(name, value, 'a web address');
};

/** A time, as ISO 8601, a Date or milliseconds since 1970. */
export const time: Reader = (value, name) => {
  const date = readTime(value);
  if (date !== undefined) return date;
  throw bad(
    name,
    value,
    `a time, such as 2026-12-24T18:00:00Z${typeof value === 'number' ? ', in milliseconds since 1970' : ''}`,
  );
};

/** A time in the future, within bounds in seconds from now, both included. */
export const future =
  (least: number, most: number, bounds: string): Reader =>
  (value, name) => {
    const date = time(value, name);
    const ahead = date instanceof Date ? (date.getTime() - Date.now()) / 1000 : Number.NaN;
    if (ahead >= least && ahead <= most) return date;
    throw bad(name, value, bounds);
  };

/** An object, as a JSON text. */
export const jsonObject: Reader = (value, name) => {
  if (isPlainObject(value)) return JSON.stringify(value);
  try {
    if (typeof value === 'string' && isPlainObject(JSON.parse(value))) return value;
  } catch {
    // said below
  }
  throw bad(name, value, 'an object');
};

/**
 * The variables of a content template as the JSON text that Twilio takes: texts by name.
 * https://www.twilio.com/docs/content/using-variables-with-content-api
 */
export const variables: Reader = (given, name) => {
  let value = given;
  try {
    if (typeof given === 'string') value = JSON.parse(given) as unknown;
  } catch {
    value = undefined;
  }
  if (!isPlainObject(value)) {
    throw new TwilioError('INVALID_MESSAGE', "The template's variables are no object", {
      hint: 'Give them as an object by name, such as {"1": "Ada", "2": "10:30"}.',
    });
  }
  const texts = Object.entries(value).map(([variable, item]) => [variable, variableOf(variable, item)] as const);
  if (texts.length === 0) throw bad(name, given, 'an object with at least one variable');
  return JSON.stringify(Object.fromEntries(texts));
};

/** Twilio takes texts only; numbers and booleans become texts here. */
function variableOf(name: string, item: unknown): string {
  if (typeof item === 'object' && item !== null) {
    throw new TwilioError('INVALID_MESSAGE', `The template's variable "${name}" is an object`, {
      hint: 'A variable is a text, a number or true or false.',
    });
  }
  const said = String(item ?? '');
  if (said !== '') return said;
  throw new TwilioError('INVALID_MESSAGE', `The template's variable "${name}" is empty`, {
    hint: 'Twilio takes no empty variables: give it a text, or leave it out to have the one of the template.',
  });
}

/**
 * Further parameters of a request in camelCase, each read by its own reader. What is `undefined`, `null` or empty is left
 * out, and a parameter that Twilio does not have is refused, so that a slip of the pen does not go unseen.
 * @param things what has these parameters, such as "messages"
 * @param fields parameters that are no options, because a field of the node sets them
 * @throws {TwilioError} `INVALID_MESSAGE`
 */
export function readOptions<T extends object>(
  readers: Readonly<Record<keyof T & string, Reader>>,
  options: unknown,
  things: string,
  fields?: readonly string[],
): T;
export function readOptions(
  readers: Readonly<Record<string, Reader>>,
  options: unknown,
  things: string,
  fields: readonly string[] = [],
): object {
  if (options === undefined || options === null || options === '') return {};
  if (typeof options !== 'object' || Array.isArray(options)) {
    throw new TwilioError('INVALID_MESSAGE', 'The options are no object', {
      hint: 'Give them as an object, such as {"timeout": 20}.',
    });
  }
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === '') continue;
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (fields.includes(name)) {
      throw new TwilioError('INVALID_MESSAGE', `"${name}" is no option: the node has a field for it`, {
        hint: `Set the field, or let it take msg.${name}, and leave "${name}" out of the options.`,
      });
    }
    if (reader === undefined) {
      throw new TwilioError('INVALID_MESSAGE', `Twilio's ${things} have no parameter "${name}"`, {
        hint: `Use one of ${Object.keys(readers).join(', ')}.`,
      });
    }
    read[name] = reader(value, name);
  }
  return read;
}
