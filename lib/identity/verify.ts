import type { VerificationListInstanceCreateOptions } from 'twilio/lib/rest/verify/v2/service/verification';
import type { ServiceListInstanceCreateOptions } from 'twilio/lib/rest/verify/v2/service';
import type { Account } from '../account/account';
import { TwilioError } from '../account/errors';
import type { Resource } from '../account/resource';
import { phoneNumber } from '../phone-number';
import { isEmpty } from '../objects';
import { count, oneOf, readOptions, secret, text, truth, variables, type Reader } from '../options';

/** https://www.twilio.com/docs/verify/api/verification#start-a-verification */
export const VERIFY_CHANNELS = ['sms', 'call', 'whatsapp', 'email', 'sna', 'auto'] as const;

const SERVICE_SID = /^VA[0-9a-f]{32}$/i;

/**
 * The Verify Service, the node's own or else the account's.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when it is none
 */
function serviceOf(given: unknown, account: Account): string {
  const service = isEmpty(given) ? account.settings.verifyServiceSid : given;
  if (typeof service === 'string' && SERVICE_SID.test(service.trim())) return service.trim();
  const what = isEmpty(service) ? 'There is no Verify Service' : `${JSON.stringify(service)} is no Verify Service`;
  throw new TwilioError('INVALID_CONNECTION_SETTINGS', what, {
    hint: 'Choose a Verify Service in the node or in the account node (VA and 32 characters), or create one with this node.',
  });
}

/** @throws {TwilioError} `INVALID_RECIPIENT` */
function recipient(to: unknown, channel: string | undefined): string {
  const given = typeof to === 'number' ? String(to) : to;
  if (typeof given === 'string' && given.trim() !== '') {
    const trimmed = given.trim();
    const mail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed);
    if (mail && (channel === undefined || channel === 'email')) return trimmed;
    const number = phoneNumber(trimmed.replace(/^whatsapp:/i, ''));
    if (number !== undefined && channel !== 'email') return number;
  }
  const wanted = channel === 'email' ? 'an email address' : 'a phone number in E.164, such as +14155550100';
  throw new TwilioError(
    'INVALID_RECIPIENT',
    isEmpty(to) ? 'There is no recipient' : `"${String(given)}" cannot be verified`,
    {
      hint: `Give ${wanted}.`,
    },
  );
}

/**
 * Does something with a code. Whatever Twilio says against it goes on without the code: an error ends up in log files.
 * @throws {TwilioError}
 */
async function hiding<T>(code: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TwilioError) || code === undefined || code === '') throw error;
    const hide = (text: string) => text.replaceAll(code, '***');
    const { moreInfo, ...cause } = error.cause;
    throw new TwilioError(error.code, hide(error.message), {
      ...cause,
      ...(moreInfo === undefined ? {} : { moreInfo: hide(moreInfo) }),
    });
  }
}

type StartOptions = Omit<VerificationListInstanceCreateOptions, 'to' | 'channel'>;

const START: Readonly<Record<keyof StartOptions, Reader>> = {
  amount: text,
  appHash: text,
  channelConfiguration: variables,
  // The code itself: it must never be seen, not even when it is wrong.
  customCode: secret,
  customFriendlyName: text,
  customMessage: text,
  deviceIp: text,
  enableSnaClientToken: truth,
  locale: text,
  payee: text,
  rateLimits: variables,
  riskCheck: oneOf('enable', 'disable'),
  sendDigits: text,
  tags: variables,
  templateCustomSubstitutions: variables,
  templateSid: text,
  templates: text,
};

/** What to verify. */
export interface VerifyStart {
  service?: unknown;
  to: unknown;
  channel?: unknown;
  options?: unknown;
}

/**
 * Sends a code, or begins what the channel does instead of one.
 * https://www.twilio.com/docs/verify/api/verification#start-a-verification
 * @throws {TwilioError}
 */
export async function startVerification(account: Account, request: VerifyStart): Promise<Resource> {
  const service = serviceOf(request.service, account);
  const channel = isEmpty(request.channel) ? 'sms' : String(request.channel);
  if (!VERIFY_CHANNELS.some((known) => known === channel)) {
    throw new TwilioError('INVALID_MESSAGE', `"${channel}" is no channel of Verify`, {
      hint: `Choose one of ${VERIFY_CHANNELS.join(', ')}.`,
    });
  }
  const to = recipient(request.to, channel);
  const options = readOptions<StartOptions>(START, request.options, 'verifications');
  return hiding(options.customCode, () =>
    account.resource('VERIFY_FAILED', (client) =>
      client.verify.v2.services(service).verifications.create({ ...options, to, channel }),
    ),
  );
}

/** Why a code was not approved. */
export type CheckReason = 'wrong' | 'expired' | 'too-many-tries' | 'canceled';

/** What came of a check. The code itself is nowhere in it. */
export interface CheckResult {
  approved: boolean;
  reason?: CheckReason;
  resource: Resource;
}

/** What the status of a verification says of a code that was not approved; any other one means a wrong code. */
const REASONS: Readonly<Record<string, CheckReason>> = {
  canceled: 'canceled',
  expired: 'expired',
  deleted: 'expired',
  max_attempts_reached: 'too-many-tries',
};

/** https://www.twilio.com/docs/api/errors/60202 */
const TOO_MANY_CHECKS = 60202;

/**
 * Checks the code that a person typed.
 * https://www.twilio.com/docs/verify/api/verification-check
 *
 * Twilio answers a wrong code with `pending`, and with "not found" once the verification has expired, was approved
 * before, or is used up. Silent network authentication (the channel `sna`) is asked about without a code.
 * @throws {TwilioError}
 */
export async function checkVerification(
  account: Account,
  request: { service?: unknown; to: unknown; channel?: unknown; code: unknown },
): Promise<CheckResult> {
  const service = serviceOf(request.service, account);
  const to = recipient(request.to, undefined);
  const given = typeof request.code === 'number' ? String(request.code) : request.code;
  const code = typeof given === 'string' ? given.trim() : '';
  const isSilent = request.channel === 'sna' && isEmpty(request.code);
  if (!isSilent && !/^[A-Za-z0-9]{4,10}$/.test(code)) {
    // Nothing that could be a code: nobody has to be asked, and no try is used up.
    return { approved: false, reason: 'wrong', resource: { to, status: 'pending', valid: false } };
  }
  try {
    const resource = await hiding(code, () =>
      account.resource('VERIFY_FAILED', (client) =>
        client.verify.v2.services(service).verificationChecks.create({ to, ...(isSilent ? {} : { code }) }),
      ),
    );
    const status = String(resource['status']);
    if (status === 'approved') return { approved: true, resource };
    return { approved: false, reason: REASONS[status] ?? 'wrong', resource };
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    const { twilioCode, status } = error.cause;
    if (twilioCode === TOO_MANY_CHECKS)
      return { approved: false, reason: 'too-many-tries', resource: { to, valid: false } };
    if (status === 404) return { approved: false, reason: 'expired', resource: { to, valid: false } };
    throw error;
  }
}

/** Ends a verification, so that its code is worth nothing. https://www.twilio.com/docs/verify/api/verification#update-a-verification-status */
export async function cancelVerification(
  account: Account,
  request: { service?: unknown; to: unknown },
): Promise<Resource> {
  const service = serviceOf(request.service, account);
  const { to } = request;
  const isSid = typeof to === 'string' && /^VE[0-9a-f]{32}$/i.test(to.trim());
  const key = isSid ? to.trim() : recipient(to, undefined);
  return account.resource('VERIFY_FAILED', (client) =>
    client.verify.v2.services(service).verifications(key).update({ status: 'canceled' }),
  );
}

type ServiceOptions = Pick<
  ServiceListInstanceCreateOptions,
  | 'codeLength'
  | 'lookupEnabled'
  | 'skipSmsToLandlines'
  | 'dtmfInputRequired'
  | 'ttsName'
  | 'doNotShareWarningEnabled'
  | 'customCodeEnabled'
  | 'defaultTemplateSid'
>;

const SERVICE: Readonly<Record<keyof ServiceOptions, Reader>> = {
  codeLength: count(4, 10),
  customCodeEnabled: truth,
  defaultTemplateSid: text,
  doNotShareWarningEnabled: truth,
  dtmfInputRequired: truth,
  lookupEnabled: truth,
  skipSmsToLandlines: truth,
  ttsName: text,
};

/** Creates a Verify Service of a name that people see, of up to 32 characters. https://www.twilio.com/docs/verify/api/service */
export async function createVerifyService(account: Account, name: unknown, options: unknown): Promise<Resource> {
  const friendlyName = typeof name === 'string' ? name.trim() : '';
  if (friendlyName === '' || friendlyName.length > 32) {
    throw new TwilioError('INVALID_MESSAGE', 'A Verify Service needs a name of up to 32 characters', {
      hint: 'People read this name in the message that brings the code.',
    });
  }
  const read = readOptions<ServiceOptions>(SERVICE, options, 'Verify Services');
  return account.resource('VERIFY_FAILED', (client) => client.verify.v2.services.create({ ...read, friendlyName }));
}
