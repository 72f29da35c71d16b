/** https://www.twilio.com/docs/glossary/what-e164 */
export const E164 = /^\+[1-9]\d{1,14}$/;
const PUNCTUATION = /[\s().\-/\u00a0\u2010-\u2015]/g;

/** A phone number as a person types it, without spaces, brackets and dashes. `00` ahead stays: it depends on the country. */
export function bareNumber(text: string): string {
  return text.trim().replace(PUNCTUATION, '');
}

/** The number in E.164 that a person typed; `undefined` when it is none. */
export function phoneNumber(text: string): string | undefined {
  const number = bareNumber(text);
  return E164.test(number) ? number : undefined;
}
