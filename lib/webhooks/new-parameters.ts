/** The name of a parameter as Twilio writes it: `Tag`, `BodyLanguage`, `OptOutType`. */
const TWILIO_NAME = /^[A-Z][a-z]+\d*(?:[A-Z]+[a-z\d]*)*$/;
/** The same with at least two words. */
const LONG_NAME = /^[A-Z][a-z]+\d*[A-Z]/;

/**
 * Whether an unknown parameter after a text of a person is one that Twilio has added. It is not when it may be words of the
 * text: a text is cut at a space or a punctuation mark, or it is a single word.
 *
 * https://www.twilio.com/docs/usage/security/availability-reliability: Twilio adds parameters without notice
 * @param name of the unknown parameter
 * @param value of the unknown parameter
 * @param before the value of the parameter before it in the signed text
 */
export function looksNew(name: string, value: string, before: string): boolean {
  if (!TWILIO_NAME.test(name) || value === '' || /^[\s.,;:!?)'’]/.test(value)) return false;
  return before === '' ? LONG_NAME.test(name) : !/\s$/.test(before);
}
