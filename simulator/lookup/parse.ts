import { countryOf, knownCountries, nationalPart, planOf, type CountryPlan } from '../numbering/numbering-plan';

/** https://www.twilio.com/docs/lookup/v2-api#validation */
export type ValidationError =
  'TOO_SHORT' | 'TOO_LONG' | 'INVALID_BUT_POSSIBLE' | 'INVALID_COUNTRY_CODE' | 'INVALID_LENGTH' | 'NOT_A_NUMBER';

/** What can be told of a number by looking at it. */
export interface ParsedNumber {
  /** In E.164 as far as it could be worked out, even when it is not valid. */
  phoneNumber: string;
  country: CountryPlan | undefined;
  /** As it is written in its country; '' when it is not valid. */
  nationalFormat: string;
  errors: ValidationError[];
}

const MAX_DIGITS = 15;

/**
 * Reads a number by a modest rule, which is right for ordinary numbers and knows nothing of a country's fine print: the
 * calling code is one of a table, the length is one that the country has, and under +1 neither the area code nor the
 * exchange begins with 0 or 1. A number without a plus sign is a national one of `countryCode`; there a trunk prefix is
 * taken off.
 *
 * @param countryCode two letters; the United States when absent
 */
export function parseNumber(given: string, countryCode: string | undefined): ParsedNumber {
  const text = given.replace(/[\s().\-/]/g, '');
  const digits = text.replace(/^\+/, '');
  if (!/^\d+$/.test(digits)) return invalid(given, undefined, 'NOT_A_NUMBER');
  const isInternational = text.startsWith('+');
  const at = isInternational ? countryOf(text) : planOf((countryCode ?? 'US').toUpperCase());
  if (at === undefined) return invalid(isInternational ? text : `+${digits}`, undefined, 'INVALID_COUNTRY_CODE');
  const phoneNumber = isInternational ? text : `+${at.code}${withoutTrunk(at, digits)}`;
  // A Canadian number given as an American one is a Canadian number all the same.
  const country = countryOf(phoneNumber) ?? at;
  const national = nationalPart(country, phoneNumber);
  const [least, most] = country.lengths;
  if (national.length < least) return invalid(phoneNumber, country, 'TOO_SHORT');
  if (national.length > most || digits.length > MAX_DIGITS) return invalid(phoneNumber, country, 'TOO_LONG');
  if (country.code === '1' && !/^[2-9]\d{2}[2-9]\d{6}$/.test(national)) {
    return invalid(phoneNumber, country, 'INVALID_BUT_POSSIBLE');
  }
  return { phoneNumber, country, nationalFormat: nationalFormat(country, national), errors: [] };
}

/** The country of a code of two letters is known. */
export function isKnownCountry(iso: string): boolean {
  return knownCountries.some((country) => country.iso === iso.toUpperCase());
}

function invalid(phoneNumber: string, country: CountryPlan | undefined, error: ValidationError): ParsedNumber {
  return { phoneNumber, country, nationalFormat: '', errors: [error] };
}

function withoutTrunk({ trunk, lengths, code }: CountryPlan, digits: string): string {
  if (trunk !== '' && digits.startsWith(trunk) && digits.length > lengths[0]) return digits.slice(trunk.length);
  // The calling code with its plus sign left out.
  return digits.startsWith(code) && digits.length > lengths[1] ? digits.slice(code.length) : digits;
}

/** `(415) 555-0100` in America, `020 7946 0100` elsewhere: the trunk prefix and groups of three or four. */
function nationalFormat({ code, trunk }: CountryPlan, national: string): string {
  if (code === '1') return `(${national.slice(0, 3)}) ${national.slice(3, 6)}-${national.slice(6)}`;
  const head = national.slice(0, national.length > 8 ? national.length - 8 : 2);
  const rest = national.slice(head.length);
  const half = Math.floor(rest.length / 2);
  return `${trunk}${head} ${rest.slice(0, half)} ${rest.slice(half)}`;
}
