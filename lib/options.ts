import { TwilioError } from './account/errors';

const bad = (name: string, value: unknown, wanted: string): TwilioError =>
  new TwilioError('INVALID_MESSAGE', `The option ${name} is ${JSON.stringify(value)}; it must be ${wanted}`, {
    hint: `Correct "${name}" in the node's options or in msg.options.`,
  });

/** Reads an option's value, or throws a {@link TwilioError} that says what it must be. */
export type Reader = (value: unknown, name: string) => unknown;

/** A text. */
export const text: Reader = (value, name) => {
  if (typeof value === 'string') return value;
  throw bad(name, value, 'a text');
};

/** A text that is never shown, because it is a secret. */
export const secret: Reader = (value, name) => {
  if (typeof value === 'string') return value;
  throw new TwilioError('INVALID_MESSAGE', `The option ${name} must be a text`, { hint: `Make "${name}" a text.` });
};

/** True or false, also as a text. */
export const truth: Reader = (value, name) => {
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

/** A time, as ISO 8601, a Date or milliseconds. */
export const time: Reader = (value, name) => {
  const date =
    value instanceof Date ? value : new Date(typeof value === 'number' || typeof value === 'string' ? value : '');
  if (!Number.isNaN(date.getTime())) return date;
  throw bad(name, value, 'a time, such as 2026-12-24T18:00:00Z');
};

/** An object, as a JSON text. */
export const variables: Reader = (value, name) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return JSON.stringify(value);
  try {
    if (typeof value === 'string' && typeof JSON.parse(value) === 'object') return value;
  } catch {
    // said below
  }
  throw bad(name, value, 'an object');
};

/**
 * Further parameters of a request in camelCase, each read by its own reader. What is `undefined`, `null` or empty is left
 * out, and a parameter that Twilio does not have is refused, so that a slip of the pen does not go unseen.
 * @param things what has these parameters, such as "messages"
 * @throws {TwilioError} `INVALID_MESSAGE`
 */
export function readOptions<T extends object>(
  readers: Readonly<Record<keyof T & string, Reader>>,
  options: unknown,
  things: string,
): T;
export function readOptions(readers: Readonly<Record<string, Reader>>, options: unknown, things: string): object {
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
    if (reader === undefined) {
      throw new TwilioError('INVALID_MESSAGE', `Twilio's ${things} have no parameter "${name}"`, {
        hint: `Use one of ${Object.keys(readers).join(', ')}.`,
      });
    }
    read[name] = reader(value, name);
  }
  return read;
}
