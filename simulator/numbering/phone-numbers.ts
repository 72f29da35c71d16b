/** An E.164 number: `+`, a country code, at most 15 digits. https://www.twilio.com/docs/glossary/what-e164 */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** Removes punctuation: `+1 (415) 555-0100` becomes `+14155550100`. */
export function normalizeNumber(text: string): string {
  const number = text.replace(/[\s().\-/]/g, '');
  return isE164(number) ? number : text.trim();
}

/**
 * A number to dial. Removes punctuation, and adds the country code to a number in US format: `415-123-4567`, `1 415 123 4567`.
 * https://www.twilio.com/docs/voice/twiml/dial
 */
export function dialledNumber(text: string): string {
  const number = normalizeNumber(text);
  const national = /^1?([2-9]\d{9})$/.exec(number.replace(/[\s().\-/]/g, ''))?.[1];
  return national === undefined ? number : `+1${national}`;
}

/** A number in Twilio's error messages: without the last four characters. */
export function maskedNumber(text: string): string {
  return text.length <= 4 ? 'XXXX' : `${text.slice(0, -4)}XXXX`;
}
