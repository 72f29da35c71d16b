/** https://www.twilio.com/docs/glossary/what-e164 */
export const E164 = /^\+[1-9]\d{1,14}$/;
/** Punctuation of phone numbers, and invisible characters that are copied with a number from contacts or web pages. */
const PUNCTUATION = /[\s().\-/\u00a0\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A number without spaces, brackets, dashes and other punctuation. A leading `00` stays: its meaning depends on the country. */
export function bareNumber(text: string): string {
  return text.replace(PUNCTUATION, '');
}

/** A number in E.164 format, without punctuation; `undefined` when it is not valid. */
export function phoneNumber(text: string): string | undefined {
  const number = bareNumber(text);
  return E164.test(number) ? number : undefined;
}
