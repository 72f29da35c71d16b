import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { phoneNumber } from '../addresses/phone-number';
import { TwilioError } from '../errors/twilio-error';
import { incomingNumbers } from './catalogue/phone-numbers';
import { fetchList } from './list';
import { requestOf } from './request';

/** How many numbers a list may have: Twilio matches parts of numbers too, so the first one can be another. */
const MAX_MATCHES = 50;

/**
 * The number of the account with this phone number, as an IncomingPhoneNumber resource.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#read-multiple-incomingphonenumber-resources
 * @param value in E.164 format
 * @throws {TwilioError} `NOT_FOUND` when the account has no such number
 */
export async function findNumber(account: Account, value: string): Promise<Resource> {
  const wanted = phoneNumber(value);
  const { list } = incomingNumbers;
  const request = requestOf(list, { phoneNumber: wanted }, account.accountSid);
  const numbers = await fetchList(account, request, list.key ?? '', MAX_MATCHES);
  const found = numbers.find((number) => number['phoneNumber'] === wanted);
  if (found !== undefined) return found;
  throw new TwilioError('NOT_FOUND', `The account has no number ${String(wanted)}`, {
    hint: 'Enter a number of this account, or its SID, which starts with PN.',
  });
}
