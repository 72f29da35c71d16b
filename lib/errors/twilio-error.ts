import { knownCode } from './twilio-codes';

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
  | 'INVALID_PARAMETER'
  | 'INVALID_CALL'
  | 'INVALID_LOOKUP'
  | 'MESSAGE_TOO_LARGE'
  | 'MISSING_CONTENT_SID'
  | 'INVALID_WHATSAPP_NUMBER'
  | 'INVALID_CREDENTIALS'
  | 'INVALID_CONNECTION_SETTINGS'
  | 'RATE_LIMITED'
  | 'FLOW_STOPPED'
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

/** System calls that come before a request is written. */
const BEFORE_SENDING = new Set<unknown>(['connect', 'getaddrinfo']);

/** What OpenSSL says when the two could not agree on how to talk. */
const NO_HANDSHAKE = /handshake|wrong version number|protocol version|unsupported protocol|unknown ca/i;

/** Whether it is certain that Twilio never saw the request. */
function isNeverSent(error: unknown, systemCode: string): boolean {
  if (NEVER_SENT.has(systemCode) || BEFORE_SENDING.has(field(error, 'syscall'))) return true;
  return systemCode === 'EPROTO' && NO_HANDSHAKE.test(asText(field(error, 'message')) ?? '');
}

/** Whether a request only asks. What anything else did is not known when its answer is lost. */
const onlyAsks = (method: string): boolean => method.toLowerCase() === 'get';

const UNKNOWN_HINT =
  'Twilio may have done it all the same: look at the log in the Twilio Console before you do it again.';

/**
 * A failure of the network on the way to Twilio. Only the system's own code is kept: the library's error also holds the
 * request with its Authorization header.
 * @param method the request's method: the outcome of anything but a GET is not known when its answer was lost
 */
export function networkError(error: unknown, method: string): TwilioError {
  const systemCode = asText(field(error, 'code')) ?? 'unknown network error';
  if (isNeverSent(error, systemCode)) {
    return new TwilioError('CONNECTION_FAILED', `Twilio could not be reached (${systemCode})`, {
      hint: 'Check the network, the name server, the firewall and the certificates of this machine; nothing was sent, so it is safe to try again.',
    });
  }
  if (!onlyAsks(method)) {
    return new TwilioError('UNKNOWN_OUTCOME', `The connection to Twilio broke before its answer came (${systemCode})`, {
      hint: UNKNOWN_HINT,
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

/** The statuses with which a proxy says that it lost the answer. */
const LOST_BY_PROXY = new Set([502, 504]);

/** An answer, as far as it tells who wrote it. */
export interface AnswerSeen {
  status: number;
  contentType: string | undefined;
  /** As it came: parsed JSON, or a text. */
  body: unknown;
}

/** Whether an answer was cut off, or written by something on the way: a proxy, or the login page of a network. */
function isForeign({ status, contentType = '', body }: AnswerSeen): boolean {
  if ((typeof body === 'object' && body !== null) || isJson(body)) return false;
  if (LOST_BY_PROXY.has(status)) return true;
  // What was created is always told of; other answers may be empty.
  if (body === undefined || body === null || body === '') return status === 201;
  // XML and the like is what some addresses of Twilio give.
  return (status === 200 || status === 201) && (contentType === '' || /html|json/i.test(contentType));
}

/**
 * The error for an answer that came, but not as Twilio wrote it.
 * @returns `undefined` for an answer of Twilio's
 */
export function foreignAnswer(method: string, answer: AnswerSeen): TwilioError | undefined {
  if (!isForeign(answer)) return undefined;
  const { status } = answer;
  if (!onlyAsks(method)) {
    return new TwilioError('UNKNOWN_OUTCOME', `Twilio's answer was lost on the way (HTTP ${status})`, {
      status,
      hint: UNKNOWN_HINT,
    });
  }
  return new TwilioError('CONNECTION_FAILED', `Something on the way answered in Twilio's place (HTTP ${status})`, {
    status,
    hint: 'Look for a proxy or a login page in the network of this machine, and try again.',
  });
}

function isJson(body: unknown): boolean {
  try {
    const parsed: unknown = JSON.parse(String(body));
    return typeof parsed === 'object' && parsed !== null;
  } catch {
    return false;
  }
}

/** What a status means where Twilio's own code says no more, or is not known. */
function codeOfStatus(status: number | undefined, twilioCode: number | undefined, fallback: ErrorCode): ErrorCode {
  switch (status) {
    case 401:
      return 'INVALID_CREDENTIALS';
    case 403:
      // With a code of its own it is about what was asked for, not about who asked.
      return twilioCode === undefined ? 'INVALID_CREDENTIALS' : fallback;
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
  if (error instanceof TwilioError) return clean(error, redact);
  const message = redact(asText(field(error, 'message')) ?? String(error));
  const status = asNumber(field(error, 'status'));
  const twilioCode = asNumber(field(error, 'code'));
  const known = twilioCode === undefined ? undefined : knownCode(twilioCode);
  const moreInfo = asText(field(error, 'moreInfo'));
  const hint = known?.hint ?? hintOf(status, twilioCode);
  return new TwilioError(known?.code ?? codeOfStatus(status, twilioCode, fallback), message, {
    ...(twilioCode === undefined ? {} : { twilioCode }),
    ...(status === undefined ? {} : { status }),
    ...(moreInfo === undefined ? {} : { moreInfo: redact(moreInfo) }),
    hint,
  });
}

/** An error of our own quotes what it was given, and that may hold a secret. */
function clean(error: TwilioError, redact: (text: string) => string): TwilioError {
  const { code, message, cause } = error;
  const safe = redact(message);
  const moreInfo = cause.moreInfo === undefined ? undefined : redact(cause.moreInfo);
  if (safe === message && moreInfo === cause.moreInfo) return error;
  return new TwilioError(code, safe, { ...cause, ...(moreInfo === undefined ? {} : { moreInfo }) });
}

function hintOf(status: number | undefined, twilioCode: number | undefined): string {
  const isRefusal = status === 403 && twilioCode !== undefined;
  const byStatus = status === undefined || isRefusal ? undefined : STATUS_HINTS[status];
  if (byStatus !== undefined) return byStatus;
  if (status !== undefined && status >= 500) {
    return 'Twilio had a problem of its own: look at the log in the Twilio Console before you send it again, and at status.twilio.com.';
  }
  if (twilioCode !== undefined) return `Look ${twilioCode} up at https://www.twilio.com/docs/api/errors/${twilioCode}.`;
  return status === undefined
    ? 'This is not of Twilio: check what the node was given.'
    : 'Look at the log in the Twilio Console; it may say more.';
}
