import { number, text, type Params } from '../events/params';
import { element, EMPTY, type AttributeValue, type Twiml } from '../twiml/element';
import { isEmpty } from '../validation/objects';
import { invalidValue, wholeNumber } from './prompt';

/** The value of `finishOnKey` when no key ends the input. */
export const NO_KEY = 'none';

const MAX_TIMEOUT_SECONDS = 600;

/**
 * A number of seconds, or `auto`. `undefined` when it is empty.
 * @param name of the field, for the error
 * @throws {TwilioError} `INVALID_CALL`
 */
export function secondsOf(given: unknown, name: string, min: number): number | 'auto' | undefined {
  return given === 'auto' ? 'auto' : wholeNumber(given, name, min, MAX_TIMEOUT_SECONDS);
}

/**
 * The words that a speech recognition should expect: a list, or a text with commas. `undefined` when it is empty.
 * https://www.twilio.com/docs/voice/twiml/gather#hints
 * @throws {TwilioError} `INVALID_CALL`
 */
export function hintsOf(given: unknown): string | undefined {
  if (isEmpty(given)) return undefined;
  if (Array.isArray(given)) return given.map(String).join(', ');
  return typeof given === 'string' ? given : invalidValue('hints', given, 'a string or a list of strings');
}

/**
 * A `<Gather>` whose `action` is requested even when the caller enters nothing.
 * https://www.twilio.com/docs/voice/twiml/gather
 * @param action the URL that Twilio requests with the input
 * @param attributes further attributes. `finishOnKey` can be {@link NO_KEY}.
 * @param prompt what the caller hears until the first key or word
 */
export function gatherVerb(action: string, attributes: Readonly<Record<string, AttributeValue>>, prompt: Twiml): Twiml {
  const key: Record<string, AttributeValue> = attributes['finishOnKey'] === NO_KEY ? { finishOnKey: EMPTY } : {};
  return element('Gather', { ...attributes, ...key, action, method: 'POST', actionOnEmptyResult: true }, prompt);
}

/** What the caller has entered or said. */
export interface CallerInput {
  /** The digits or the words. */
  payload: string;
  /** `digits` or `speech`, and `confidence` and `finishedOnKey` if Twilio has sent them. */
  twilio: { digits?: string; speech?: string; confidence?: number; finishedOnKey?: string };
}

/**
 * Reads the request of a `<Gather>`. https://www.twilio.com/docs/voice/twiml/gather#action
 * @returns `undefined` when the caller has entered and said nothing
 */
export function callerInput(params: Params): CallerInput | undefined {
  const digits = text(params, 'Digits');
  const speech = text(params, 'SpeechResult');
  const confidence = number(params, 'Confidence');
  const finishedOnKey = text(params, 'FinishedOnKey');
  const key = finishedOnKey === undefined ? {} : { finishedOnKey };
  if (digits !== undefined) return { payload: digits, twilio: { digits, ...key } };
  if (speech === undefined) return undefined;
  return { payload: speech, twilio: { speech, ...(confidence === undefined ? {} : { confidence }), ...key } };
}
