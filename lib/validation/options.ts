import type { ErrorCode } from '../errors/error-codes';
import { TwilioError } from '../errors/twilio-error';
import { isCountryCode } from './country';
import { isPlainObject, preview } from './objects';
import { wholeNumberOf } from './numbers';
import { isSid } from './sid';
import { readCompactDate, readTime } from './time';
import { isWebAddress } from './web-address';

/** The option that is read, for error messages. */
export interface OptionContext {
  /** In camelCase. */
  name: string;
  /** The code of an error. */
  code: ErrorCode;
}

/**
 * Reads an option's value.
 * @throws {TwilioError} with the context's code, and what the value must be
 */
export type Reader = (value: unknown, context: OptionContext) => unknown;

const invalid = ({ name, code }: OptionContext, value: unknown, wanted: string): TwilioError =>
  new TwilioError(code, `The option ${name} is ${preview(value)}; it must be ${wanted}`, {
    hint: `Correct "${name}" in the node's options or in msg.options.`,
  });

/** A text, or a number as text: tables and JSON often hold numbers. */
const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;

/** A text, or a number as text. */
export const text: Reader = (value, context) => {
  const found = asText(value);
  if (found !== undefined) return found;
  throw invalid(context, value, 'a text');
};

/** Like {@link text}, for a value that errors must not show, because it is secret or personal. */
export const secret: Reader = (value, { name, code }) => {
  const found = asText(value);
  if (found !== undefined) return found;
  throw new TwilioError(code, `The option ${name} must be a text`, { hint: `Make "${name}" a text.` });
};

/** A boolean, also as text. */
export const boolean: Reader = (value, context) => {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalid(context, value, 'true or false');
};

/** A whole number from `min` to `max`. */
export const count =
  (min: number, max: number): Reader =>
  (value, context) => {
    const number = wholeNumberOf(value, min, max);
    if (number !== undefined) return number;
    throw invalid(context, value, `a whole number from ${min} to ${max}`);
  };

/** A number that is not negative. */
export const amount: Reader = (value, context) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && number >= 0) return number;
  throw invalid(context, value, 'a number that is not negative');
};

/** One of these words. */
export const oneOf =
  (...words: string[]): Reader =>
  (value, context) => {
    if (typeof value === 'string' && words.includes(value)) return value;
    throw invalid(context, value, words.join(' or '));
  };

/** A list of texts. A single text is a list of one. */
export const texts: Reader = (value, context) => {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((item) => typeof item === 'string')) return list;
  throw invalid(context, value, 'a list of texts');
};

/** An http or https URL. */
export const webAddress: Reader = (value, context) => {
  if (typeof value === 'string' && isWebAddress(value)) return value;
  throw invalid(context, value, 'a web address that starts with http or https');
};

/** A time: ISO 8601, a Date, or milliseconds since 1970. */
export const time: Reader = (value, context) => {
  const date = readTime(value);
  if (date !== undefined) return date;
  const unit = typeof value === 'number' ? ', in milliseconds since 1970' : '';
  throw invalid(context, value, `a time, such as 2026-12-24T18:00:00Z${unit}`);
};

/**
 * A time in the future.
 * @param minSeconds from now
 * @param maxSeconds from now
 * @param wanted what the value must be, for the error
 */
export const future =
  (minSeconds: number, maxSeconds: number, wanted: string): Reader =>
  (value, context) => {
    const date = time(value, context);
    const seconds = date instanceof Date ? (date.getTime() - Date.now()) / 1000 : Number.NaN;
    if (seconds >= minSeconds && seconds <= maxSeconds) return date;
    throw invalid(context, value, wanted);
  };

/** A date of eight digits. The error does not show it, because it can be a date of birth. */
export const compactDate: Reader = (value, { name, code }) => {
  const found = asText(value);
  if (found !== undefined && readCompactDate(found) !== undefined) return found.trim();
  throw new TwilioError(code, `The option ${name} is not a date such as 19801231`, {
    hint: `Correct "${name}": four digits for the year, two for the month and two for the day.`,
  });
};

/** A country code of two letters. */
export const countryCode: Reader = (value, context) => {
  if (typeof value === 'string' && isCountryCode(value)) return value.trim().toUpperCase();
  throw invalid(context, value, 'a country code of two letters, such as US');
};

/** A SID with these two letters. */
export const sid =
  (prefix: string): Reader =>
  (value, context) => {
    if (typeof value === 'string' && isSid(value.trim(), prefix)) return value.trim();
    throw invalid(context, value, `a SID: ${prefix} and 32 hexadecimal digits`);
  };

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** An object, as JSON text. */
export const jsonObject: Reader = (value, context) => {
  if (isPlainObject(value)) return JSON.stringify(value);
  if (typeof value === 'string' && isPlainObject(parseJson(value))) return value;
  throw invalid(context, value, 'an object');
};

/**
 * The variables of a content template, texts by name, as the JSON text that Twilio takes.
 * https://www.twilio.com/docs/content/using-variables-with-content-api
 */
export const variables: Reader = (given, context) => {
  const value = typeof given === 'string' ? parseJson(given) : given;
  if (!isPlainObject(value)) {
    throw new TwilioError(context.code, "The template's variables are not an object", {
      hint: 'Enter them by name, such as {"1": "Ada", "2": "10:30"}.',
    });
  }
  const entries = Object.entries(value).map(([name, item]) => [name, variableOf(name, item, context.code)] as const);
  if (entries.length === 0) throw invalid(context, given, 'an object with at least one variable');
  return JSON.stringify(Object.fromEntries(entries));
};

/** A variable's value as text: Twilio takes nothing else. */
function variableOf(name: string, item: unknown, code: ErrorCode): string {
  if (typeof item === 'object' && item !== null) {
    throw new TwilioError(code, `The template's variable "${name}" is an object`, {
      hint: 'A variable must be a text, a number, true or false.',
    });
  }
  const value = String(item ?? '');
  if (value !== '') return value;
  throw new TwilioError(code, `The template's variable "${name}" is empty`, {
    hint: "Twilio does not accept empty variables. Give it a value, or leave it out to use the template's default.",
  });
}

/** What {@link readOptions} reads options for. */
export interface OptionsOwner {
  /** Twilio's name for what has these options, in the plural, such as "messages". */
  plural: string;
  /** The code of an error. */
  code: ErrorCode;
  /** Parameters that are not options, because the node has a field for them. */
  fields?: readonly string[];
}

/**
 * Reads the options of a request, in camelCase, each with its own reader. Options that are `undefined`, `null` or empty are
 * left out. An option that Twilio does not have is an error, so that a typing mistake is noticed.
 * @throws {TwilioError} with the owner's code
 */
export function readOptions<T extends object>(
  readers: Readonly<Record<keyof T & string, Reader>>,
  options: unknown,
  owner: OptionsOwner,
): T;
export function readOptions(
  readers: Readonly<Record<string, Reader>>,
  options: unknown,
  { plural, code, fields = [] }: OptionsOwner,
): object {
  if (options === undefined || options === null || options === '') return {};
  if (typeof options !== 'object' || Array.isArray(options)) {
    throw new TwilioError(code, 'The options are not an object', {
      hint: 'Enter them as an object, such as {"timeout": 20}.',
    });
  }
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === '') continue;
    if (fields.includes(name)) {
      throw new TwilioError(code, `"${name}" is not an option, because the node has a field for it`, {
        hint: `Set the field, or let it use msg.${name}, and remove "${name}" from the options.`,
      });
    }
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (reader === undefined) {
      throw new TwilioError(code, `Twilio's ${plural} have no parameter "${name}"`, {
        hint: `Use one of ${Object.keys(readers).join(', ')}.`,
      });
    }
    read[name] = reader(value, { name, code });
  }
  return read;
}
