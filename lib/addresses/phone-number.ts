/** https://www.twilio.com/docs/glossary/what-e164 */
export const E164 = /^\+[1-9]\d{1,14}$/;
/** What stands between digits, and the invisible marks that come along from contacts and web pages. */
const PUNCTUATION = /[\s().\-/\u00a0\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A phone number as a person types it, without spaces, brackets and dashes. `00` ahead stays: it depends on the country. */
export function bareNumber(text: string): string {
  return text.replace(PUNCTUATION, '');
}

/** The number in E.164 that a person typed; `undefined` when it is none. */
export function phoneNumber(text: string): string | undefined {
  const number = bareNumber(text);
  return E164.test(number) ? number : undefined;
}
