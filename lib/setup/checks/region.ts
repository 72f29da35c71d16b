import type { Account } from '../../account/account';
import { TwilioError } from '../../errors/twilio-error';
import { sendRequest } from '../../resources/send-request';
import { isObject, textMember } from '../../validation/objects';
import { someOf, type Finding } from '../finding';
import type { CheckContext } from '../subject';

/** The region of an account node without one. */
const DEFAULT_REGION = 'us1';

/** The most numbers that are looked at, because each takes a request. */
const MAX_NUMBERS = 20;

const NUMBERS_URL = 'https://console.twilio.com/us1/develop/phone-numbers/manage/incoming';

/**
 * The region in which Twilio handles the calls to a number. `''` when it cannot be read: the page does not say what
 * Twilio answers for a number that was never routed.
 * https://www.twilio.com/docs/global-infrastructure/inbound-processing-region-api-phone-number
 */
async function regionOf(account: Account, number: string): Promise<string> {
  const url = `https://routes.twilio.com/v2/PhoneNumbers/${encodeURIComponent(number)}`;
  try {
    const route = await sendRequest(account, { method: 'get', url, parameters: {} });
    return isObject(route) ? textMember(route, 'voice_region').toLowerCase() : '';
  } catch (error) {
    if (error instanceof TwilioError) return '';
    throw error;
  }
}

/** The numbers whose calls flows listen to, and the region of each; only those whose region is known. */
async function regionsOf(context: CheckContext): Promise<[number: string, region: string][]> {
  const { targets } = await context.survey();
  const numbers = targets
    .filter(({ view, wanted }) => view.kind === 'number' && wanted.calls !== undefined)
    .map(({ view }) => view.address);
  const all = await Promise.all(
    numbers
      .slice(0, MAX_NUMBERS)
      .map(async (number): Promise<[string, string]> => [number, await regionOf(context.account, number)]),
  );
  return all.filter(([, region]) => region !== '');
}

/**
 * Where requests go, and whether Twilio handles the calls to the numbers in the same region. Each region has webhooks
 * of its own for a number, and a request about a call must go to the region of the call.
 * https://www.twilio.com/docs/global-infrastructure/inbound-call-processing
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkRegion(context: CheckContext): Promise<Finding | undefined> {
  const { settings } = context.account;
  if (settings.environment === 'simulator') return undefined;
  const region = settings.region || DEFAULT_REGION;
  const isDefault = region === DEFAULT_REGION;
  const regions = await regionsOf(context);
  const others = regions.filter(([, one]) => one !== region).map(([number, one]) => `${number} (${one})`);
  if (others.length > 0) {
    const values = { region, numbers: someOf(others) };
    return { state: 'warning', text: 'numbers', values, fix: { kind: 'link', url: NUMBERS_URL } };
  }
  if (regions.length > 0) return { state: 'ok', text: 'ok', values: { region } };
  // The region of no number is known.
  return isDefault
    ? undefined
    : { state: 'note', text: 'other', values: { region }, fix: { kind: 'field', field: 'region' } };
}
