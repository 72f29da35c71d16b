import type {
  VerificationCheckInstance,
  VerificationCheckListInstanceCreateOptions,
} from 'twilio/lib/rest/verify/v2/service/verificationCheck';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, isObject } from '../validation/objects';
import { secret, text, type Reader } from '../validation/option-readers';
import { readOptions } from '../validation/options';
import { hidingCode } from './hide-code';
import { START_READERS } from './start-verification';
import { verificationKey, type VerificationKey } from './verify-recipient';
import { verifyServiceSid } from './verify-service';

/**
 * Why a code was not approved. `pending` is only for silent network authentication, which has no code: the person's
 * phone has not opened the URL, or its network has not answered.
 */
export type CheckReason = 'wrong' | 'pending' | 'expired' | 'too-many-tries' | 'canceled' | 'failed';

/** The result of a check. It never contains the code. */
export interface CheckResult {
  approved: boolean;
  reason?: CheckReason;
  /** Twilio's VerificationCheck resource as plain JSON, or the part of it that is known without an answer. */
  resource: Partial<PlainResource<VerificationCheckInstance>> & { verificationSid?: string };
}

/**
 * The reason for each status of a verification. A verification that has failed says nothing about the code, and neither
 * does a status that Twilio may add. https://www.twilio.com/docs/verify/api/verification-check#check-a-verification
 */
const REASONS: Readonly<Record<string, CheckReason>> = {
  pending: 'wrong',
  canceled: 'canceled',
  expired: 'expired',
  deleted: 'expired',
  max_attempts_reached: 'too-many-tries',
};

/** https://www.twilio.com/docs/api/errors/60202 */
const MAX_CHECK_ATTEMPTS_REACHED = 60202;

/**
 * https://www.twilio.com/docs/api/errors/60519. The page does not say whether it is an error of the request, or only one of
 * `snaAttemptsErrorCodes`. Both give the same reason.
 */
const SNA_RESULT_PENDING = 60519;

type CheckOptions = Omit<VerificationCheckListInstanceCreateOptions, 'to' | 'code'>;

const CHECK_READERS: Readonly<Record<keyof CheckOptions, Reader>> = {
  amount: text,
  payee: text,
  snaClientToken: secret,
  verificationSid: text,
};

/** The options without those that only start a verification. A message often still has them. */
function withoutStartOptions(options: unknown): unknown {
  if (!isObject(options)) return options;
  const isStartOnly = (name: string) => Object.hasOwn(START_READERS, name) && !Object.hasOwn(CHECK_READERS, name);
  return Object.fromEntries(Object.entries(options).filter(([name]) => !isStartOnly(name)));
}

/** A code to check. Values come from the flow and are checked. */
export interface CheckRequest {
  /** The account's Verify Service when empty. */
  service?: unknown;
  /** The recipient of the code, or the SID of the verification. */
  to: unknown;
  channel?: unknown;
  code: unknown;
  /** Other parameters of the REST API in camelCase. */
  options?: unknown;
}

/**
 * Checks the code that a person entered.
 *
 * Twilio answers a wrong code with the status `pending`. It answers "not found" when the verification has expired, was
 * approved before, or has too many attempts. A verification can also fail, whatever the code. Silent network
 * authentication (the channel `sna`) has no code: it is `pending` until the network has answered.
 * https://www.twilio.com/docs/verify/api/verification-check, https://www.twilio.com/docs/verify/sna
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS`, `INVALID_PARAMETER` or `INVALID_RECIPIENT` before anything is
 * sent; `NOT_FOUND` when the Verify Service does not exist; otherwise the error that Twilio returns
 */
export async function checkVerification(account: Account, request: CheckRequest): Promise<CheckResult> {
  const service = verifyServiceSid(request.service, account);
  const key = verificationKey(request.to);
  const options = readOptions<CheckOptions>(CHECK_READERS, withoutStartOptions(request.options), {
    plural: 'verification checks',
    code: 'INVALID_PARAMETER',
    fields: ['to', 'code'],
  });
  const code = codeOf(request.code);
  const isSilent = request.channel === 'sna' && isEmpty(request.code);
  if (!isSilent && !/^[A-Za-z0-9]{4,10}$/.test(code)) {
    // This cannot be a code. A request would only use up one of the attempts.
    return { approved: false, reason: 'wrong', resource: { ...key, status: 'pending', valid: false } };
  }
  try {
    const resource = await hidingCode(code, () =>
      account.requestResource('VERIFY_FAILED', (client) =>
        client.verify.v2
          .services(service)
          .verificationChecks.create({ ...options, ...key, ...(isSilent ? {} : { code }) }),
      ),
    );
    const { status } = resource;
    if (status === 'approved') return { approved: true, resource };
    if (status === 'pending' && isSilent) return { approved: false, reason: 'pending', resource };
    return { approved: false, reason: REASONS[status] ?? 'failed', resource };
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    if (error.cause.twilioCode === MAX_CHECK_ATTEMPTS_REACHED) return notApproved('too-many-tries', key);
    if (error.cause.twilioCode === SNA_RESULT_PENDING) return notApproved('pending', key);
    if (error.cause.status !== 404) throw error;
    if (!(await serviceExists(account, service))) throw error;
    return notApproved('expired', key);
  }
}

const notApproved = (reason: CheckReason, key: VerificationKey): CheckResult => ({
  approved: false,
  reason,
  resource: { ...key, valid: false },
});

/** The code without the spaces and hyphens with which people group digits. Empty when it is neither text nor number. */
function codeOf(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return /^[\d\s-]+$/.test(text) ? text.replace(/[\s-]/g, '') : text;
}

/** Whether the Verify Service exists. "Not found" may mean the service, and then no code can be right. */
async function serviceExists(account: Account, service: string): Promise<boolean> {
  try {
    await account.request('VERIFY_FAILED', (client) => client.verify.v2.services(service).fetch());
    return true;
  } catch (error) {
    return !(error instanceof TwilioError && error.cause.status === 404);
  }
}
