import { isReadOnly, UNKNOWN_HINT } from './network-error';
import { TwilioError } from './twilio-error';
import { asNumber, asText, member } from './unknown-error';

/** An HTTP answer, with what shows who wrote it. */
export interface AnswerSeen {
  status: number;
  contentType: string | undefined;
  /** Parsed JSON, or text. */
  body: unknown;
}

/** The HTTP statuses of a proxy that did not get an answer. */
const LOST_BY_PROXY = new Set([502, 504]);

/** A server or a proxy stopped waiting. The request may have been processed. */
const REQUEST_TIMEOUT = 408;

/** What the documents of Twilio's older API start with. */
const TWILIO_XML = /^\s*(?:<\?xml\b[^>]*>\s*)?<(?:Twilio)?Response\b/i;

/** The body as JSON; `undefined` when it is not an object or a list. */
function jsonOf(body: unknown): object | undefined {
  if (typeof body === 'object' && body !== null) return body;
  if (typeof body !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const isMissing = (body: unknown): boolean => body === undefined || body === null || body === '';

/** Whether the answer to a GET was cut off, or written by a proxy or the login page of a network. */
function isForeign({ status, contentType = '', body }: AnswerSeen): boolean {
  if (jsonOf(body) !== undefined) return false;
  if (LOST_BY_PROXY.has(status)) return true;
  // Twilio always describes what it has created. Its other answers may be empty.
  if (isMissing(body)) return status === 201;
  // Some of Twilio's URLs answer with XML or other types.
  return (status === 200 || status === 201) && (contentType === '' || /html|json/i.test(contentType));
}

/**
 * Whether Twilio refused the request, so that it certainly did nothing: a status of 400 to 499 with a Twilio error
 * code. The newer APIs describe the error as in RFC 9457.
 * https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
 */
function isRefusal({ status, body }: AnswerSeen): boolean {
  if (status < 400 || status >= 500 || status === REQUEST_TIMEOUT) return false;
  // A server that answers with 429 has not processed the request.
  if (status === 429) return true;
  if (typeof body === 'string' && TWILIO_XML.test(body)) return /<RestException>/i.test(body);
  const json = jsonOf(body);
  if (json === undefined || asNumber(member(json, 'code')) === undefined) return false;
  return asText(member(json, 'message')) !== undefined || asText(member(json, 'title')) !== undefined;
}

/** Whether the answer shows that Twilio processed the request. */
function isDone({ status, body }: AnswerSeen): boolean {
  if (status < 200 || status >= 300) return false;
  // Twilio always describes what it has created. Its other answers may be empty.
  if (isMissing(body)) return status !== 201;
  const json = jsonOf(body);
  if (json !== undefined) return Object.keys(json).length > 0 || status !== 201;
  return typeof body !== 'string' || TWILIO_XML.test(body);
}

/**
 * The error for an answer that does not show whether Twilio processed the request.
 * @param status of the answer, if it is known
 * @param body of the answer, which may have a Twilio error code
 */
export function unknownOutcome(status?: number, body?: unknown): TwilioError {
  const json = jsonOf(body);
  const twilioCode = asNumber(member(json, 'code'));
  const reason = asText(member(json, 'message'));
  const isProblem = twilioCode !== undefined && reason !== undefined;
  const http = status === undefined ? '' : ` (HTTP ${status})`;
  const message = isProblem
    ? `Twilio had a problem with the request${http}: ${reason}`
    : `Twilio's answer was lost on the way, or cannot be understood${http}`;
  return new TwilioError('UNKNOWN_OUTCOME', message, {
    ...(isProblem ? { twilioCode } : {}),
    ...(status === undefined ? {} : { status }),
    hint: UNKNOWN_HINT,
  });
}

/**
 * The error for an answer that Twilio did not write, or that leaves open what happened.
 * @returns `CONNECTION_FAILED` for a GET. For any other method `UNKNOWN_OUTCOME`, unless the request was certainly
 * processed or refused. `undefined` when the answer can be used.
 */
export function foreignAnswer(method: string, answer: AnswerSeen): TwilioError | undefined {
  const { status, body } = answer;
  if (!isReadOnly(method)) return isDone(answer) || isRefusal(answer) ? undefined : unknownOutcome(status, body);
  if (!isForeign(answer)) return undefined;
  return new TwilioError('CONNECTION_FAILED', `A proxy answered in Twilio's place (HTTP ${status})`, {
    status,
    hint: 'Check whether the network of this machine has a proxy or a login page, and try again.',
  });
}
