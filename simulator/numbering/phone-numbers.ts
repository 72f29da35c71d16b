/** An E.164 number: `+`, a country code, at most 15 digits. https://www.twilio.com/docs/glossary/what-e164 */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** Takes out what people put between digits: `+1 (415) 555-0100` becomes `+14155550100`. */
export function tidyNumber(text: string): string {
  const tidy = text.replace(/[\s().\-/]/g, '');
  return isE164(tidy) ? tidy : text.trim();
}

/** A number as Twilio shows it in an error: the last four characters are hidden. */
export function maskedNumber(text: string): string {
  return text.length <= 4 ? 'XXXX' : `${text.slice(0, -4)}XXXX`;
}

/** Where a number is at home, as a webhook tells it. Empty where Twilio would not know. */
export interface Place {
  city: string;
  state: string;
  zip: string;
  country: string;
}

// Enough for a phone book of examples; every other area code is somewhere in its country.
const areas: Record<string, readonly [city: string, state: string, zip: string]> = {
  '212': ['NEW YORK', 'NY', '10001'],
  '305': ['MIAMI', 'FL', '33101'],
  '312': ['CHICAGO', 'IL', '60601'],
  '415': ['SAN FRANCISCO', 'CA', '94105'],
  '512': ['AUSTIN', 'TX', '78701'],
  '617': ['BOSTON', 'MA', '02108'],
};

const countries: readonly (readonly [code: string, country: string])[] = [
  ['+1', 'US'],
  ['+31', 'NL'],
  ['+32', 'BE'],
  ['+33', 'FR'],
  ['+34', 'ES'],
  ['+351', 'PT'],
  ['+353', 'IE'],
  ['+39', 'IT'],
  ['+41', 'CH'],
  ['+43', 'AT'],
  ['+44', 'GB'],
  ['+45', 'DK'],
  ['+46', 'SE'],
  ['+47', 'NO'],
  ['+48', 'PL'],
  ['+49', 'DE'],
  ['+52', 'MX'],
  ['+55', 'BR'],
  ['+61', 'AU'],
  ['+64', 'NZ'],
  ['+65', 'SG'],
  ['+81', 'JP'],
  ['+91', 'IN'],
];

/** Where a number is at home. */
export function placeOf(number: string): Place {
  const country = countries.find(([code]) => number.startsWith(code))?.[1] ?? '';
  const area = country === 'US' ? areas[number.slice(2, 5)] : undefined;
  return { city: area?.[0] ?? '', state: area?.[1] ?? '', zip: area?.[2] ?? '', country };
}
