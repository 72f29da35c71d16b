import { bareNumber } from './phone-number';

/**
 * A number to look up: in E.164 format, or in the national format of a country that the request names.
 * @returns the digits, with a plus sign when there was one, or `undefined` when it is not valid
 * @see https://www.twilio.com/docs/lookup/v2-api#making-a-request
 */
export function lookupNumber(text: string): string | undefined {
  const number = bareNumber(text.replace(/^\s*whatsapp:/i, ''));
  return /^\+?\d{1,20}$/.test(number) ? number : undefined;
}
