import type { ErrorCode } from '../errors/error-codes';
import { TwilioError } from '../errors/twilio-error';
import type { Reader } from './option-readers';

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
