import { TwilioError } from '../errors/twilio-error';
import { element, escapeXml, type Twiml } from '../twiml/element';
import { wholeNumberOf } from '../validation/numbers';
import { isEmpty, preview } from '../validation/objects';
import { isWebAddress } from '../validation/web-address';

/** How a prompt is spoken. https://www.twilio.com/docs/voice/twiml/say */
export interface SpeechOptions {
  /** Such as `Polly.Joanna-Neural`. Twilio's default when empty. */
  voice?: string | undefined;
  /** Such as `en-US`. Twilio's default when empty. */
  language?: string | undefined;
  /** How many times it is spoken, once by default. 0 repeats it until the call ends. */
  loop?: number | undefined;
}

/**
 * The longest text of one `<Say>`, in characters. Twilio counts bytes of UTF-8 and does not say how it counts a character of
 * several bytes. The provider of a voice without a prefix may be set in the Twilio Console, so the largest limit counts then.
 * https://www.twilio.com/docs/api/errors/13521
 */
function maxSayLength(voice = ''): number {
  if (/^Polly\./i.test(voice)) return 3000;
  return /^(?:man|woman|alice)$/i.test(voice) ? 4096 : 5000;
}

/**
 * Says a text. TwiML in the text is not interpreted.
 * @throws {TwilioError} `INVALID_CALL` when it is empty, or is an object, a list or NaN; `MESSAGE_TOO_LARGE`
 */
export function sayVerb(given: unknown, { voice, language, loop }: SpeechOptions = {}): Twiml {
  const text = textOf(given).toWellFormed();
  if (text.trim() === '') {
    throw new TwilioError('INVALID_CALL', 'There is nothing to say', {
      hint: 'Set the text in the node, or the property of the message that it reads.',
    });
  }
  const maxLength = maxSayLength(voice);
  if (text.length > maxLength) {
    throw new TwilioError(
      'MESSAGE_TOO_LARGE',
      `The text has ${text.length} characters, but Twilio says at most ${maxLength} at once with this voice`,
      { hint: 'Shorten the text, or say it in several steps.' },
    );
  }
  return element('Say', { voice, language, loop }, escapeXml(text));
}

/**
 * Plays an audio file. https://www.twilio.com/docs/voice/twiml/play
 * @throws {TwilioError} `INVALID_CALL` when it is not an absolute http or https URL
 */
export function playVerb(given: unknown, loop?: number): Twiml {
  const url = typeof given === 'string' ? given.trim() : '';
  if (isWebAddress(url)) return element('Play', { loop }, escapeXml(url));
  throw new TwilioError('INVALID_CALL', `${preview(given ?? '')} is not a valid URL of an audio file`, {
    hint: 'Enter a URL that starts with http:// or https:// and that Twilio can reach.',
  });
}

/**
 * A prompt: a text to say or, in the mode `audio`, the URL of an audio file to play. Nothing when it is empty.
 * @throws {TwilioError} as {@link sayVerb} and {@link playVerb}
 */
export function promptVerb(mode: string | undefined, given: unknown, options: SpeechOptions): Twiml {
  if (isEmpty(given)) return '';
  return mode === 'audio' ? playVerb(given, options.loop) : sayVerb(given, options);
}

/**
 * Throws the error for a field that cannot be used.
 * @param wanted what it must be
 * @throws {TwilioError} `INVALID_CALL`
 */
export function invalidValue(name: string, given: unknown, wanted: string): never {
  throw new TwilioError('INVALID_CALL', `${name} is ${preview(given)}; it must be ${wanted}`, {
    hint: `Correct "${name}" in the node.`,
  });
}

/**
 * A whole number of an attribute.
 * @param name of the field, for the error
 * @returns `undefined` when it is empty
 * @throws {TwilioError} `INVALID_CALL` when it is not one from `min` to `max`
 */
export function wholeNumber(given: unknown, name: string, min: number, max: number): number | undefined {
  if (isEmpty(given)) return undefined;
  const number = wholeNumberOf(given, min, max);
  if (number !== undefined) return number;
  return invalidValue(name, given, `a whole number from ${min} to ${max}`);
}

/**
 * A text of an attribute, such as the name of a voice, without spaces around it.
 * @param name of the field, for the error
 * @returns `''` when it is empty
 * @throws {TwilioError} `INVALID_CALL` when it is not a text
 */
export function attributeText(given: unknown, name: string): string {
  if (isEmpty(given)) return '';
  return typeof given === 'string' ? given.trim() : invalidValue(name, given, 'a string');
}

/** @throws {TwilioError} `INVALID_CALL` for an object, a list or NaN */
function textOf(value: unknown): string {
  if (isEmpty(value)) return '';
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  throw new TwilioError('INVALID_CALL', `The text to say is ${preview(value)}`, {
    hint: 'Convert it to text first, with a template, JSON or change node.',
  });
}
