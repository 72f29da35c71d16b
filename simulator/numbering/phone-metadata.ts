/**
 * The only import of `libphonenumber-js`. The build bundles this file, so that users of the package do not install the
 * library. It must not import other files of the simulator.
 */
import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min';

/** A phone number as the metadata of its country describes it. */
export interface ParsedPhone {
  /** E.164, also for a number that is not valid. */
  number: string;
  /** ISO 3166-1 alpha-2. Countries that share a calling code: the main country, when the number matches none of them. */
  country: string | undefined;
  /** Without the plus sign. */
  callingCode: string;
  /** The number without the calling code: `4155550100`. */
  nationalNumber: string;
  /** The number as people write it in its country: `(415) 555-0100`. */
  nationalFormat: string;
  isValid: boolean;
}

/**
 * Parses a number in international form, or in the national form of a country.
 * @returns undefined when there is no such calling code, or when it is not a phone number at all
 */
export function parsePhone(text: string, country?: string): ParsedPhone | undefined {
  const phone = parsePhoneNumberFromString(text, { ...defaultCountry(country), extract: false });
  if (phone === undefined) return undefined;
  return {
    number: phone.number,
    country: phone.country ?? phone.getPossibleCountries()[0],
    callingCode: phone.countryCallingCode,
    nationalNumber: phone.nationalNumber,
    nationalFormat: phone.formatNational(),
    isValid: phone.isValid(),
  };
}

/** The reason why a number does not have a possible length. */
export type LengthError = NonNullable<ReturnType<typeof validatePhoneNumberLength>>;

/** @returns undefined for a number of a possible length */
export function lengthErrorOf(text: string, country?: string): LengthError | undefined {
  return validatePhoneNumberLength(text, defaultCountry(country));
}

/** True for an ISO 3166-1 alpha-2 code, in upper case, of a country with phone numbers. */
export function isCountry(iso: string): boolean {
  return isSupportedCountry(iso);
}

/**
 * The calling code of a country, without the plus sign.
 * @returns undefined for an unknown country
 */
export function callingCodeOf(iso: string): string | undefined {
  return isSupportedCountry(iso) ? getCountryCallingCode(iso) : undefined;
}

function defaultCountry(iso = ''): { defaultCountry?: Parameters<typeof getCountryCallingCode>[0] } {
  return isSupportedCountry(iso) ? { defaultCountry: iso } : {};
}
