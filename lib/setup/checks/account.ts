import { callerIdsOf } from '../../resources/caller-ids';
import { CATALOGUE } from '../../resources/catalogue';
import { runOperation } from '../../resources/run';
import { TwilioError } from '../../errors/twilio-error';
import { someOf, type Finding } from '../finding';
import type { CheckContext } from '../subject';

/** The most verified numbers that are read. */
const MAX_VERIFIED_NUMBERS = 100;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const isSimulated = ({ account }: CheckContext): boolean => account.settings.environment === 'simulator';

/**
 * Whether Twilio accepts the credentials.
 * @throws {TwilioError} the error that Twilio returns, except HTTP 401
 */
export async function checkCredentials(context: CheckContext): Promise<Finding> {
  const { account } = context;
  if (isSimulated(context)) return { state: 'ok', text: 'simulator' };
  const [problem] = account.problems;
  if (problem !== undefined) {
    return { state: 'problem', text: 'incomplete', values: { problem }, fix: { kind: 'field', field: 'accountSid' } };
  }
  try {
    await context.resource();
    return { state: 'ok', text: 'ok' };
  } catch (error) {
    if (!(error instanceof TwilioError) || error.cause.status !== 401) throw error;
    const field = { token: 'authToken', apiKey: 'apiSecret', oauth: 'clientSecret' }[account.settings.auth];
    return { state: 'problem', text: 'refused', fix: { kind: 'field', field } };
  }
}

/**
 * The status and the type of the account. https://www.twilio.com/docs/iam/api/account
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkAccount(context: CheckContext): Promise<Finding | undefined> {
  if (isSimulated(context)) return undefined;
  const { status, type, friendlyName } = await context.resource();
  const values = { name: text(friendlyName), status: text(status) };
  if (status !== 'active') {
    const url = 'https://console.twilio.com/';
    return { state: 'problem', text: 'inactive', values, fix: { kind: 'link', url } };
  }
  return type === 'Trial' ? { state: 'note', text: 'trial', values } : { state: 'ok', text: 'ok', values };
}

/**
 * The numbers that a trial account can send to and call.
 * https://www.twilio.com/docs/voice/api/outgoing-caller-ids
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkVerifiedNumbers(context: CheckContext): Promise<Finding | undefined> {
  if (isSimulated(context)) return undefined;
  const { type } = await context.resource();
  if (type !== 'Trial') return undefined;
  const list = await callerIdsOf(context.account, MAX_VERIFIED_NUMBERS);
  const numbers = list.map(({ phoneNumber }) => text(phoneNumber));
  const fix = { kind: 'link', url: 'https://console.twilio.com/us1/develop/phone-numbers/manage/verified' } as const;
  if (numbers.length === 0) return { state: 'warning', text: 'none', fix };
  return { state: 'note', text: 'some', values: { numbers: someOf(numbers) }, fix };
}

/**
 * Whether there is an auth token to check signatures with, and whether it is the account's.
 * @throws {TwilioError} the error that Twilio returns, except HTTP 401
 */
export async function checkToken(context: CheckContext): Promise<Finding> {
  const { account } = context;
  const { validateSignatures, auth, environment } = account.settings;
  if (!validateSignatures && environment !== 'simulator') {
    return { state: 'warning', text: 'off', fix: { kind: 'field', field: 'validateSignatures' } };
  }
  if (account.signingTokens.length === 0) {
    return { state: 'problem', text: 'missing', fix: { kind: 'field', field: 'authToken' } };
  }
  if (environment === 'simulator' || auth === 'token') return { state: 'ok', text: 'ok' };
  // Other requests use an API key or an OAuth client, so they do not show whether the token is right.
  try {
    await runOperation(account.withAuthToken(), CATALOGUE.account.get, {});
    return { state: 'ok', text: 'ok' };
  } catch (error) {
    if (!(error instanceof TwilioError) || error.cause.status !== 401) throw error;
    return { state: 'problem', text: 'wrong', fix: { kind: 'field', field: 'authToken' } };
  }
}
