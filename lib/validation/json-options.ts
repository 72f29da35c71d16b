import type { ErrorCode } from '../errors/error-codes';
import { TwilioError } from '../errors/twilio-error';
import { isPlainObject } from './objects';
import { invalidOption, type Reader } from './option-readers';

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
  throw invalidOption(context, value, 'an object');
};

/**
 * The variables of a content template, texts by name, as the JSON text that Twilio takes.
 * https://www.twilio.com/docs/content/using-variables-with-content-api
 * @throws {TwilioError} with the code of the context
 */
export const variables: Reader = (given, context) => {
  const value = typeof given === 'string' ? parseJson(given) : given;
  if (!isPlainObject(value)) {
    throw new TwilioError(context.code, "The template's variables are not an object", {
      hint: 'Enter them by name, such as {"1": "Ada", "2": "10:30"}.',
    });
  }
  const entries = Object.entries(value).map(([name, item]) => [name, variableOf(name, item, context.code)] as const);
  if (entries.length === 0) throw invalidOption(context, given, 'an object with at least one variable');
  return JSON.stringify(Object.fromEntries(entries));
};

/** A variable's value as text: Twilio takes nothing else. */
function variableOf(name: string, item: unknown, code: ErrorCode): string {
  if (typeof item === 'object' && item !== null) {
    throw new TwilioError(code, `The template's variable "${name}" is an object`, {
      hint: 'A variable must be a string, a number, true or false.',
    });
  }
  const value = String(item ?? '');
  if (value !== '') return value;
  throw new TwilioError(code, `The template's variable "${name}" is empty`, {
    hint: "Twilio does not accept empty variables. Give it a value, or leave it out to use the template's default.",
  });
}
