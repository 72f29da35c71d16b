import { TwilioError } from './twilio-error';
import { asText, member } from './unknown-error';

/** System error codes that mean the request never reached Twilio. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ENETDOWN',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** System calls that happen before a request is written. */
const BEFORE_SENDING = new Set<unknown>(['connect', 'getaddrinfo']);

/** OpenSSL's messages for a failed TLS handshake. */
const NO_HANDSHAKE = /handshake|wrong version number|protocol version|unsupported protocol|unknown ca/i;

/** Whether the request certainly never reached Twilio. */
function isNeverSent(error: unknown, systemCode: string): boolean {
  if (NEVER_SENT.has(systemCode) || BEFORE_SENDING.has(member(error, 'syscall'))) return true;
  return systemCode === 'EPROTO' && NO_HANDSHAKE.test(asText(member(error, 'message')) ?? '');
}

/** Whether a request only reads. The outcome of any other request is unknown when its answer is lost. */
export const isReadOnly = (method: string): boolean => method.toLowerCase() === 'get';

/** The hint of `UNKNOWN_OUTCOME`. */
export const UNKNOWN_HINT =
  'Twilio may have processed it. Look at the log in the Twilio Console before you send it again.';

/**
 * The error for a network failure. Only the system's error code is kept, because the HTTP library's error holds the request
 * with its Authorization header.
 * @param error what the HTTP library threw
 * @param method the request's HTTP method: the outcome of anything but a GET is unknown when its answer is lost
 * @returns `CONNECTION_FAILED`, `TIMEOUT` or `UNKNOWN_OUTCOME`
 */
export function networkError(error: unknown, method: string): TwilioError {
  const systemCode = asText(member(error, 'code')) ?? 'unknown network error';
  if (isNeverSent(error, systemCode)) {
    return new TwilioError('CONNECTION_FAILED', `Twilio could not be reached (${systemCode})`, {
      hint: 'Nothing was sent, so it is safe to try again. Check the network, the name server, the firewall and the certificates of this machine.',
    });
  }
  if (!isReadOnly(method)) {
    return new TwilioError(
      'UNKNOWN_OUTCOME',
      `The connection to Twilio was lost before its answer arrived (${systemCode})`,
      {
        hint: UNKNOWN_HINT,
      },
    );
  }
  if (TIMED_OUT.has(systemCode)) {
    return new TwilioError('TIMEOUT', `Twilio did not answer in time (${systemCode})`, {
      hint: 'Try again in a moment.',
    });
  }
  return new TwilioError('CONNECTION_FAILED', `The connection to Twilio was lost (${systemCode})`, {
    hint: 'Check the network of this machine and try again.',
  });
}
