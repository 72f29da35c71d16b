import { knownCode } from './codes';

/** What a Catch node finds as `msg.error.cause`: plain data, so that it survives cloning, context stores and MQTT. */
export interface ErrorDetails {
  /** Twilio's own error code, such as 21211. */
  twilioCode?: number;
  /** The HTTP status of Twilio's answer. */
  status?: number;
  /** The page of Twilio's documentation on the code. */
  moreInfo?: string;
  /** One sentence that says what to do. */
  hint: string;
}

/** The codes that an error of this package can have, found as `msg.error.code` by a Catch node. */
export type ErrorCode =
  | 'INVALID_RECIPIENT'
  | 'INVALID_SENDER'
  | 'MISSING_FROM_NUMBER'
  | 'INVALID_MESSAGE'
  | 'MESSAGE_TOO_LARGE'
  | 'MISSING_CONTENT_SID'
  | 'INVALID_WHATSAPP_NUMBER'
  | 'INVALID_CREDENTIALS'
  | 'INVALID_CONNECTION_SETTINGS'
  | 'RATE_LIMITED'
  | 'OPTED_OUT'
  | 'NOT_FOUND'
  | 'TIMEOUT'
  | 'CONNECTION_FAILED'
  | 'UNKNOWN_OUTCOME'
  | 'SEND_MESSAGE_FAILED'
  | 'CALL_FAILED'
  | 'VERIFY_FAILED'
  | 'NOT_CONFIRMED'
  | 'LOOKUP_FAILED'
  | 'DOWNLOAD_FAILED'
  | 'INVALID_TWIML'
  | 'REQUEST_FAILED';

/**
 * The one error of this package. It holds nothing of the SDK and no secret, and is safe to log and to send on.
 * `cause` is an object of its own kind because Node-RED hands a Catch node just `message`, `code` and `cause`.
 */
export class TwilioError extends Error {
  override readonly name = 'TwilioError';
  override readonly cause: ErrorDetails;
  constructor(
    readonly code: ErrorCode,
    message: string,
    cause: ErrorDetails,
  ) {
    super(message);
    this.cause = cause;
  }

  /** What Node-RED shows and hands to a Catch node: the message alone. */
  override toString(): string {
    return this.message;
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** System error codes after which it is certain that Twilio never saw the request. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/**
 * A failure of the network on the way to Twilio. Only the system's own code is kept: the library's error also holds the
 * request with its Authorization header.
 * @param method the request's method: the outcome of a POST whose answer was lost is not known
 */
export function networkError(error: unknown, method: string): TwilioError {
  const systemCode = asText(field(error, 'code')) ?? 'unknown network error';
  if (NEVER_SENT.has(systemCode)) {
    return new TwilioError('CONNECTION_FAILED', `Twilio could not be reached (${systemCode})`, {
      hint: 'Check the network, the name server and the firewall of this machine; nothing was sent, so it is safe to try again.',
    });
  }
  if (method.toLowerCase() === 'post') {
    return new TwilioError('UNKNOWN_OUTCOME', `The connection to Twilio broke before its answer came (${systemCode})`, {
      hint: 'Twilio may have done it all the same: look at the log in the Twilio Console before you send it again.',
    });
  }
  if (TIMED_OUT.has(systemCode)) {
    return new TwilioError('TIMEOUT', `Twilio did not answer in time (${systemCode})`, {
      hint: 'Try again in a moment.',
    });
  }
  return new TwilioError('CONNECTION_FAILED', `The connection to Twilio broke (${systemCode})`, {
    hint: 'Check the network of this machine and try again.',
  });
}

function codeOfStatus(status: number | undefined, fallback: ErrorCode): ErrorCode {
  switch (status) {
    case 401:
    case 403:
      return 'INVALID_CREDENTIALS';
    case 404:
      return 'NOT_FOUND';
    case 429:
      return 'RATE_LIMITED';
    default:
      return fallback;
  }
}

const STATUS_HINTS: Readonly<Record<number, string>> = {
  401: 'Check the Account SID and the auth token, API key or OAuth client of the account node.',
  403: 'These credentials may not do this: check the permissions of the API key or OAuth client.',
  404: 'Check the SID, and that it belongs to this account and region.',
  429: 'Too many requests at once: send more slowly, or spread them over more time.',
};

/**
 * An error of any kind as a {@link TwilioError}. One that the SDK made of Twilio's answer keeps Twilio's code and link;
 * of anything else only the message is kept, without secrets.
 * @param fallback the code for what Twilio refused without one of the known reasons
 * @param redact takes secrets out of a text
 * @see https://www.twilio.com/docs/api/errors
 */
export function toTwilioError(error: unknown, fallback: ErrorCode, redact: (text: string) => string): TwilioError {
  if (error instanceof TwilioError) return error;
  const message = redact(asText(field(error, 'message')) ?? String(error));
  const status = asNumber(field(error, 'status'));
  const twilioCode = asNumber(field(error, 'code'));
  const known = twilioCode === undefined ? undefined : knownCode(twilioCode);
  const moreInfo = asText(field(error, 'moreInfo'));
  const hint =
    known?.hint ??
    (status === undefined ? undefined : STATUS_HINTS[status]) ??
    (status !== undefined && status >= 500
      ? 'Twilio had a problem of its own: look at the log in the Twilio Console before you send it again, and at status.twilio.com.'
      : "Look the error code up in Twilio's documentation.");
  return new TwilioError(known?.code ?? codeOfStatus(status, fallback), message, {
    ...(twilioCode === undefined ? {} : { twilioCode }),
    ...(status === undefined ? {} : { status }),
    ...(moreInfo === undefined ? {} : { moreInfo: redact(moreInfo) }),
    hint,
  });
}
