import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { fetchList } from './list';

/**
 * The verified caller IDs of an account: numbers of others that it can call from. A trial account can send and call only to
 * these. https://www.twilio.com/docs/voice/api/outgoing-caller-ids
 * @param limit the most that are read
 * @throws {TwilioError} the error that Twilio returns
 */
export function callerIdsOf(account: Account, limit: number): Promise<Resource[]> {
  const sid = encodeURIComponent(account.accountSid);
  const url = `https://api.twilio.com/2010-04-01/Accounts/${sid}/OutgoingCallerIds.json`;
  return fetchList(account, { method: 'get', url, parameters: {} }, 'outgoing_caller_ids', limit);
}
