import type { VerificationListInstanceCreateOptions } from 'twilio/lib/rest/verify/v2/service/verification';
import type { VerificationCheckListInstanceCreateOptions } from 'twilio/lib/rest/verify/v2/service/verificationCheck';
import type { ServiceListInstanceCreateOptions } from 'twilio/lib/rest/verify/v2/service';
import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import type { Resource } from '../account/resource';
import { phoneNumber } from '../addresses/phone-number';
import { isEmpty, isObject, preview } from '../validation/objects';
import { count, jsonObject, oneOf, readOptions, secret, text, boolean, type Reader } from '../validation/options';

/** https://www.twilio.com/docs/verify/api/verification#start-a-verification */
export const VERIFY_CHANNELS = ['sms', 'call', 'whatsapp', 'email', 'sna', 'auto'] as const;

const SERVICE_SID = /^VA[0-9a-f]{32}$/i;
const VERIFICATION_SID = /^VE[0-9a-f]{32}$/i;

/**
 * The Verify Service, the node's own or else the account's.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when it is none
 */
function serviceOf(given: unknown, account: Account): string {
  const service = isEmpty(given) ? account.settings.verifyServiceSid : given;
  if (typeof service === 'string' && SERVICE_SID.test(service.trim())) return service.trim();
  const what = isEmpty(service) ? 'There is no Verify Service' : `${preview(service)} is no Verify Service`;
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
    isEmpty(to) ? 'There is no recipient' : `${preview(given)} cannot be verified`,
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
  channelConfiguration: jsonObject,
  // The code itself: it must never be seen, not even when it is wrong.
  customCode: secret,
  customFriendlyName: text,
  customMessage: text,
  deviceIp: text,
  enableSnaClientToken: boolean,
  locale: text,
  payee: text,
  rateLimits: jsonObject,
  riskCheck: oneOf('enable', 'disable'),
  sendDigits: text,
  tags: jsonObject,
  templateCustomSubstitutions: jsonObject,
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
    throw new TwilioError('INVALID_PARAMETER', `"${channel}" is no channel of Verify`, {
      hint: `Choose one of ${VERIFY_CHANNELS.join(', ')}.`,
    });
  }
  const to = recipient(request.to, channel);
  const options = readOptions<StartOptions>(START, request.options, {
    plural: 'verifications',
    code: 'INVALID_PARAMETER',
  });
  return hiding(options.customCode, () =>
    account.requestResource('VERIFY_FAILED', (client) =>
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

type CheckOptions = Omit<VerificationCheckListInstanceCreateOptions, 'to' | 'code'>;

const CHECK: Readonly<Record<keyof CheckOptions, Reader>> = {
  amount: text,
  payee: text,
  snaClientToken: secret,
  verificationSid: text,
};

/** The options without those of the start, which a message may still carry with it. */
function forCheck(options: unknown): unknown {
  if (!isObject(options)) return options;
  const isOfStart = (name: string): boolean => Object.hasOwn(START, name) && !Object.hasOwn(CHECK, name);
  return Object.fromEntries(Object.entries(options).filter(([name]) => !isOfStart(name)));
}

/** What to check. */
export interface VerifyCheck {
  service?: unknown;
  /** Whom the code was sent to, or the SID of the verification. */
  to: unknown;
  channel?: unknown;
  code: unknown;
  options?: unknown;
}

/** Whom a verification was sent to, or its SID. */
function verified(to: unknown): { to: string } | { verificationSid: string } {
  const sid = typeof to === 'string' ? to.trim() : '';
  return VERIFICATION_SID.test(sid) ? { verificationSid: sid } : { to: recipient(to, undefined) };
}

/**
 * Checks the code that a person typed.
 * https://www.twilio.com/docs/verify/api/verification-check
 *
 * Twilio answers a wrong code with `pending`, and with "not found" once the verification has expired, was approved
 * before, or is used up. Silent network authentication (the channel `sna`) is asked about without a code.
 * @throws {TwilioError}
 */
export async function checkVerification(account: Account, request: VerifyCheck): Promise<CheckResult> {
  const service = serviceOf(request.service, account);
  const who = verified(request.to);
  const options = readOptions<CheckOptions>(CHECK, forCheck(request.options), {
    plural: 'verification checks',
    code: 'INVALID_PARAMETER',
    fields: ['to', 'code'],
  });
  const given = typeof request.code === 'number' ? String(request.code) : request.code;
  const typed = typeof given === 'string' ? given.trim() : '';
  // People type digits as they read them: in groups.
  const code = /^[\d\s-]+$/.test(typed) ? typed.replace(/[\s-]/g, '') : typed;
  const isSilent = request.channel === 'sna' && isEmpty(request.code);
  if (!isSilent && !/^[A-Za-z0-9]{4,10}$/.test(code)) {
    // Nothing that could be a code: nobody has to be asked, and no try is used up.
    return { approved: false, reason: 'wrong', resource: { ...who, status: 'pending', valid: false } };
  }
  try {
    const resource = await hiding(code, () =>
      account.requestResource('VERIFY_FAILED', (client) =>
        client.verify.v2
          .services(service)
          .verificationChecks.create({ ...options, ...who, ...(isSilent ? {} : { code }) }),
      ),
    );
    const status = String(resource['status']);
    if (status === 'approved') return { approved: true, resource };
    return { approved: false, reason: REASONS[status] ?? 'wrong', resource };
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    const { twilioCode, status } = error.cause;
    if (twilioCode === TOO_MANY_CHECKS)
      return { approved: false, reason: 'too-many-tries', resource: { ...who, valid: false } };
    if (status !== 404) throw error;
    await assertService(account, service, error);
    return { approved: false, reason: 'expired', resource: { ...who, valid: false } };
  }
}

/** The service may be what is not there: then no code will ever be right. @throws what said that something is not there */
async function assertService(account: Account, service: string, notFound: TwilioError): Promise<void> {
  try {
    await account.request('VERIFY_FAILED', (client) => client.verify.v2.services(service).fetch());
  } catch (error) {
    if (error instanceof TwilioError && error.cause.status === 404) throw notFound;
  }
}

/** Ends a verification, so that its code is worth nothing. https://www.twilio.com/docs/verify/api/verification#update-a-verification-status */
export async function cancelVerification(
  account: Account,
  request: { service?: unknown; to: unknown },
): Promise<Resource> {
  const service = serviceOf(request.service, account);
  const who = verified(request.to);
  const key = 'to' in who ? who.to : who.verificationSid;
  return account.requestResource('VERIFY_FAILED', (client) =>
    client.verify.v2.services(service).verifications(key).update({ status: 'canceled' }),
  );
}

type ServiceOptions = Omit<ServiceListInstanceCreateOptions, 'friendlyName'>;

/** The parameters of a service; those of a channel have its name and a dot ahead, as Twilio writes them. */
const SERVICE: Readonly<Record<keyof ServiceOptions, Reader>> = {
  codeLength: count(4, 10),
  customCodeEnabled: boolean,
  defaultTemplateSid: text,
  doNotShareWarningEnabled: boolean,
  dtmfInputRequired: boolean,
  lookupEnabled: boolean,
  'passkeys.authenticatorAttachment': text,
  'passkeys.discoverableCredentials': text,
  'passkeys.relyingParty.id': text,
  'passkeys.relyingParty.name': text,
  'passkeys.relyingParty.origins': text,
  'passkeys.userVerification': text,
  psd2Enabled: boolean,
  'push.apnCredentialSid': text,
  'push.fcmCredentialSid': text,
  'push.includeDate': boolean,
  skipSmsToLandlines: boolean,
  'totp.codeLength': count(3, 8),
  'totp.issuer': text,
  'totp.skew': count(0, 2),
  'totp.timeStep': count(20, 60),
  ttsName: text,
  verifyEventSubscriptionEnabled: boolean,
  'whatsapp.from': text,
  'whatsapp.msgServiceSid': text,
};

/** Creates a Verify Service of a name that people see, of up to 32 characters. https://www.twilio.com/docs/verify/api/service */
export async function createVerifyService(account: Account, name: unknown, options: unknown): Promise<Resource> {
  const friendlyName = typeof name === 'string' || typeof name === 'number' ? String(name).trim() : '';
  if (friendlyName === '' || friendlyName.length > 32) {
    throw new TwilioError('INVALID_PARAMETER', 'A Verify Service needs a name of up to 32 characters', {
      hint: 'People read this name in the message that brings the code.',
    });
  }
  const read = readOptions<ServiceOptions>(SERVICE, options, { plural: 'Verify Services', code: 'INVALID_PARAMETER' });
  return account.requestResource('VERIFY_FAILED', (client) =>
    client.verify.v2.services.create({ ...read, friendlyName }),
  );
}

/** The error for what is no operation of Verify. */
export const noOperation = (operation: unknown): TwilioError =>
  new TwilioError('INVALID_PARAMETER', `There is no operation ${preview(operation)} on Verify`, {
    hint: 'Choose one in the node: start, check, cancel or createService.',
  });
