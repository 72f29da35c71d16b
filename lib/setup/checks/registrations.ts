import type { Account } from '../../account/account';
import type { Resource } from '../../account/resource';
import { TwilioError } from '../../errors/twilio-error';
import { fetchList } from '../../resources/list';
import { someOf, type Finding } from '../finding';
import type { CheckContext } from '../subject';

/** The most registrations of a kind that are read. */
const MAX_REGISTRATIONS = 200;

/** Toll-free numbers of the United States and Canada. https://www.twilio.com/docs/messaging/compliance/toll-free */
const TOLL_FREE = /^\+18(?:00|33|44|55|66|77|88)\d{7}$/;

/** Numbers of the North American plan, most of which are of the United States. */
const NORTH_AMERICAN = /^\+1\d{10}$/;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The SIDs of the numbers of an account that `isMeant` accepts, by address. */
async function numbersOf(context: CheckContext, isMeant: (address: string) => boolean): Promise<Map<string, string>> {
  const { targets } = await context.survey();
  const numbers = targets.filter(({ view }) => view.kind === 'number' && isMeant(view.address));
  return new Map(numbers.map(({ view }) => [view.address, view.sid]));
}

/** The A2P campaigns of a Messaging Service. A service without one is 404, or an empty list. */
async function campaignsOf(account: Account, service: string): Promise<Resource[]> {
  const url = `https://messaging.twilio.com/v1/Services/${encodeURIComponent(service)}/Compliance/Usa2p`;
  try {
    return await fetchList(account, { method: 'get', url, parameters: {} }, 'compliance', MAX_REGISTRATIONS);
  } catch (error) {
    if (error instanceof TwilioError && error.cause.status === 404) return [];
    throw error;
  }
}

/**
 * Whether the US numbers are in a Messaging Service with a verified A2P 10DLC campaign. Without one, US carriers block
 * their messages. https://www.twilio.com/docs/messaging/compliance/a2p-10dlc
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkA2p(context: CheckContext): Promise<Finding | undefined> {
  const { account } = context;
  if (account.settings.environment === 'simulator') return undefined;
  const numbers = await numbersOf(context, (address) => NORTH_AMERICAN.test(address) && !TOLL_FREE.test(address));
  if (numbers.size === 0) return undefined;
  const { services, servicesProblem } = await context.survey();
  if (servicesProblem !== undefined) return { state: 'unknown', text: 'failed', values: { reason: servicesProblem } };
  const all = await Promise.all(
    services.map(async (service) => ({ service, campaigns: await campaignsOf(account, service.sid) })),
  );
  const isVerified = (sid: string): boolean =>
    all.some(
      ({ service, campaigns }) =>
        service.numbers.has(sid) && campaigns.some(({ campaignStatus }) => campaignStatus === 'VERIFIED'),
    );
  const missing = [...numbers].filter(([, sid]) => !isVerified(sid)).map(([address]) => address);
  const details = all.flatMap(({ service, campaigns }) =>
    campaigns.map(({ campaignStatus }) => `${service.name}: ${text(campaignStatus)}`),
  );
  if (missing.length === 0) return { state: 'ok', text: 'ok' };
  const url = 'https://console.twilio.com/us1/develop/sms/regulatory-compliance/a2p-10dlc';
  return {
    state: 'warning',
    text: 'missing',
    values: { numbers: someOf(missing) },
    details,
    fix: { kind: 'link', url },
  };
}

/**
 * Whether the toll-free numbers are verified.
 * https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkTollFree(context: CheckContext): Promise<Finding | undefined> {
  const { account } = context;
  if (account.settings.environment === 'simulator') return undefined;
  const numbers = await numbersOf(context, (address) => TOLL_FREE.test(address));
  if (numbers.size === 0) return undefined;
  const url = 'https://messaging.twilio.com/v1/Tollfree/Verifications';
  const list = await fetchList(account, { method: 'get', url, parameters: {} }, 'verifications', MAX_REGISTRATIONS);
  const statusOf = new Map<string, string>();
  for (const { tollfreePhoneNumberSid, status } of list) {
    const sid = text(tollfreePhoneNumberSid);
    // A number can have an older request that was rejected.
    if (statusOf.get(sid) !== 'TWILIO_APPROVED') statusOf.set(sid, text(status));
  }
  const missing = [...numbers].filter(([, sid]) => statusOf.get(sid) !== 'TWILIO_APPROVED');
  if (missing.length === 0) return { state: 'ok', text: 'ok' };
  return {
    state: 'warning',
    text: 'missing',
    values: { numbers: someOf(missing.map(([address]) => address)) },
    details: missing.slice(0, 10).map(([address, sid]) => `${address}: ${statusOf.get(sid) ?? '–'}`),
    fix: { kind: 'link', url: 'https://console.twilio.com/us1/develop/phone-numbers/regulatory-compliance/toll-free' },
  };
}
