import type { Resource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { CATALOGUE } from '../resources/catalogue';
import { runOperation } from '../resources/run';
import { checkAccount, checkCredentials, checkToken, checkVerifiedNumbers } from './checks/account';
import { checkGeoCalls, checkGeoMessages } from './checks/geo';
import { checkAlerts, checkRejected } from './checks/log';
import { checkPublicUrl } from './checks/public-url';
import { checkRegion } from './checks/region';
import { checkA2p, checkTollFree } from './checks/registrations';
import { checkRoundTrip } from './checks/round-trip';
import { checkStatuses } from './checks/statuses';
import { checkWebhooks } from './checks/webhooks';
import { CHECKS, type Check, type CheckedFinding, type Finding } from './finding';
import type { CheckContext, Subject } from './subject';
import { surveyOf } from './survey';

/** How long a check may take, in milliseconds. */
const CHECK_TIMEOUT_MS = 12_000;

const LOGIN_CODES = ['INVALID_CREDENTIALS', 'INVALID_CONNECTION_SETTINGS'];

/** A check. Undefined when it says nothing about this account. */
type Run = (context: CheckContext) => Promise<Finding | undefined>;

const RUNS: Readonly<Record<Check, Run>> = {
  credentials: checkCredentials,
  account: checkAccount,
  verifiedNumbers: checkVerifiedNumbers,
  token: checkToken,
  region: checkRegion,
  publicUrl: checkPublicUrl,
  roundTrip: checkRoundTrip,
  webhooks: checkWebhooks,
  statuses: checkStatuses,
  rejected: checkRejected,
  alerts: checkAlerts,
  a2p: checkA2p,
  tollFree: checkTollFree,
  geoMessages: checkGeoMessages,
  geoCalls: checkGeoCalls,
};

/** Calls a function on first use, and keeps its promise. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined;
  return () => (promise ??= work());
}

/** The account as Twilio has it, with what several checks need. */
function checkContext(subject: Subject): CheckContext {
  const resource = once(async (): Promise<Resource> => {
    const result = await runOperation(subject.account, CATALOGUE.account.get, {});
    return result.gives === 'resource' ? result.resource : {};
  });
  return { ...subject, resource, survey: once(() => surveyOf(subject)) };
}

/** The checks that say what is wrong with the credentials. */
const CREDENTIAL_CHECKS: readonly Check[] = ['credentials', 'token'];

/** What a check that failed says: that it could not be made, and why. */
function unknown(check: Check, { account }: Subject, error: unknown): Finding {
  const isLogin = error instanceof TwilioError && LOGIN_CODES.includes(error.code);
  if (isLogin && !CREDENTIAL_CHECKS.includes(check)) return { state: 'unknown', text: 'noCredentials' };
  if (!(error instanceof TwilioError))
    return { state: 'unknown', text: 'failed', values: { reason: account.redact(String(error)), hint: '' } };
  return { state: 'unknown', text: 'failed', values: { reason: error.message, hint: error.cause.hint } };
}

/** Runs one check within its time. */
async function run(context: CheckContext, check: Check, timeoutMs: number): Promise<CheckedFinding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => {
      resolve({ state: 'unknown', text: 'timeout', values: { seconds: String(Math.round(timeoutMs / 1000)) } });
    }, timeoutMs);
  });
  const work = RUNS[check](context).catch((error: unknown) => unknown(check, context, error));
  const finding = await Promise.race([work, late]);
  clearTimeout(timer);
  return finding === undefined ? [] : [{ check, ...finding }];
}

/** The doctor's run that is in progress, by account. */
const running = new WeakMap<object, Promise<CheckedFinding[]>>();

/**
 * Looks at an account node: what is right, what is wrong, and what to do. All checks run at the same time. One that fails or
 * takes too long is `unknown`. A second call while it runs gets the same result.
 */
export function runChecks(subject: Subject, timeoutMs = CHECK_TIMEOUT_MS): Promise<CheckedFinding[]> {
  const known = running.get(subject.account);
  if (known !== undefined) return known;
  const context = checkContext(subject);
  const result = Promise.all(CHECKS.map((check) => run(context, check, timeoutMs)))
    .then((findings) => findings.flat())
    .finally(() => {
      running.delete(subject.account);
    });
  running.set(subject.account, result);
  return result;
}
