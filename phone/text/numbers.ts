import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isE164 } from '../model/address';

/** The international format, such as `+1 415 555 0123`. Anything but an E.164 number is returned unchanged. */
export function formatNumber(number: string): string {
  if (!isE164(number)) return number;
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
