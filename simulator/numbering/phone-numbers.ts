/** An E.164 number: `+`, a country code, at most 15 digits. https://www.twilio.com/docs/glossary/what-e164 */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** Takes out what people put between digits: `+1 (415) 555-0100` becomes `+14155550100`. */
export function normalizeNumber(text: string): string {
  const tidy = text.replace(/[\s().\-/]/g, '');
  return isE164(tidy) ? tidy : text.trim();
}

/** A number as Twilio shows it in an error: the last four characters are hidden. */
export function maskedNumber(text: string): string {
  return text.length <= 4 ? 'XXXX' : `${text.slice(0, -4)}XXXX`;
}
