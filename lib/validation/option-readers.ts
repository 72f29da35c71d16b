import type { ErrorCode } from '../errors/error-codes';
import { TwilioError } from '../errors/twilio-error';
import { isCountryCode } from './country';
import { preview } from './objects';
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

/** The error for a value that a reader does not accept. `wanted` completes "it must be …". */
export const invalidOption = ({ name, code }: OptionContext, value: unknown, wanted: string): TwilioError =>
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
  throw invalidOption(context, value, 'a string or a number');
};

/** Like {@link text}, for a value that errors must not show, because it is secret or personal. */
export const secret: Reader = (value, { name, code }) => {
  const found = asText(value);
  if (found !== undefined) return found;
  throw new TwilioError(code, `The option ${name} must be a string`, { hint: `Use a string for "${name}".` });
};

/** A boolean, also as text. */
export const boolean: Reader = (value, context) => {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalidOption(context, value, 'true or false');
};

/** A whole number from `min` to `max`. */
export const count =
  (min: number, max: number): Reader =>
  (value, context) => {
    const number = wholeNumberOf(value, min, max);
    if (number !== undefined) return number;
    throw invalidOption(context, value, `a whole number from ${min} to ${max}`);
  };

/** A number that is not negative. */
export const amount: Reader = (value, context) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && number >= 0) return number;
  throw invalidOption(context, value, 'a number that is not negative');
};

/** One of these words. */
export const oneOf =
  (...words: string[]): Reader =>
  (value, context) => {
    if (typeof value === 'string' && words.includes(value)) return value;
    throw invalidOption(context, value, words.join(' or '));
  };

/** A list of texts. A single text is a list of one. */
export const texts: Reader = (value, context) => {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((item) => typeof item === 'string')) return list;
  throw invalidOption(context, value, 'a list of strings');
};

/** An http or https URL. */
export const webAddress: Reader = (value, context) => {
  if (typeof value === 'string' && isWebAddress(value)) return value;
  throw invalidOption(context, value, 'a web address that starts with http or https');
};

/** A time: ISO 8601, a Date, or milliseconds since 1970. */
export const time: Reader = (value, context) => {
  const date = readTime(value);
  if (date !== undefined) return date;
  const unit = typeof value === 'number' ? ', in milliseconds since 1970' : '';
  throw invalidOption(context, value, `a time, such as 2026-12-24T18:00:00Z${unit}`);
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
    throw invalidOption(context, value, wanted);
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
  throw invalidOption(context, value, 'a country code of two letters, such as US');
};

/** A SID with these two letters. */
export const sid =
  (prefix: string): Reader =>
  (value, context) => {
    if (typeof value === 'string' && isSid(value.trim(), prefix)) return value.trim();
    throw invalidOption(context, value, `a SID: ${prefix} and 32 hexadecimal digits`);
  };
