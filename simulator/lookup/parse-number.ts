import { planOf, type CountryPlan } from '../numbering/numbering-plan';
import { lengthErrorOf, parsePhone } from '../numbering/phone-metadata';

/** https://www.twilio.com/docs/lookup/v2-api#validation */
export type ValidationError =
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'INVALID_BUT_POSSIBLE'
  | 'INVALID_COUNTRY_CODE'
  | 'INVALID_LENGTH'
  | 'NOT_A_NUMBER';

/** What Lookup returns without data packages. */
export interface LookupNumber {
  /** E.164 as far as possible, also when the number is not valid. */
  phoneNumber: string;
  country: CountryPlan | undefined;
  /** `(415) 555-0100`. Empty when the number is not valid. */
  nationalFormat: string;
  errors: ValidationError[];
}

/**
 * Mobile numbers for films, which no provider assigns. They are valid here, so that examples can use them.
 * https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
 */
const FICTIONAL = /^\+447700900\d{3}$/;

/**
 * Parses and validates a number.
 * @param countryCode ISO 3166-1 alpha-2, for a number in national form; default US
 */
export function parseNumber(given: string, countryCode = 'US'): LookupNumber {
  const text = given.replace(/[\s().\-/]/g, '');
  if (!/^\+?\d+$/.test(text)) return invalid(given, undefined, 'NOT_A_NUMBER');
  const iso = countryCode.toUpperCase();
  const phone = parsePhone(text, iso);
  const phoneNumber = phone?.number ?? `+${text.replace('+', '')}`;
  const country = phone?.country === undefined ? undefined : planOf(phone.country);
  const lengthError = lengthErrorOf(phone?.number ?? text, iso);
  if (lengthError !== undefined) {
    return invalid(phoneNumber, country, lengthError === 'INVALID_COUNTRY' ? 'INVALID_COUNTRY_CODE' : lengthError);
  }
  if (phone === undefined || !(phone.isValid || FICTIONAL.test(phoneNumber))) {
    return invalid(phoneNumber, country, 'INVALID_BUT_POSSIBLE');
  }
  return { phoneNumber, country, nationalFormat: phone.nationalFormat, errors: [] };
}

function invalid(phoneNumber: string, country: CountryPlan | undefined, error: ValidationError): LookupNumber {
  return { phoneNumber, country, nationalFormat: '', errors: [error] };
}
