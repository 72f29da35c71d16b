import type { ErrorCode } from './error-codes';
import { knownTwilioCode } from './known-twilio-codes';
import { TwilioError } from './twilio-error';
import { asNumber, asText, member } from './unknown-error';

/** Our code for an HTTP status, when the Twilio error code is missing or is not in the table. */
function codeOfStatus(status: number | undefined, twilioCode: number | undefined, fallback: ErrorCode): ErrorCode {
  switch (status) {
    case 401:
      return 'INVALID_CREDENTIALS';
    case 403:
      // With a Twilio error code, a 403 is about the request and not about the credentials.
      return twilioCode === undefined ? 'INVALID_CREDENTIALS' : fallback;
    case 404:
      return 'NOT_FOUND';
    case 429:
      return 'RATE_LIMITED';
    default:
      return fallback;
  }
}

/** The code of an invalid parameter, by the fallback code of the request. */
const INVALID_BY_FALLBACK: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  SEND_MESSAGE_FAILED: 'INVALID_MESSAGE',
  CALL_FAILED: 'INVALID_CALL',
  LOOKUP_FAILED: 'INVALID_LOOKUP',
};

const STATUS_HINTS: Readonly<Record<number, string>> = {
  401: 'Check the Account SID and the auth token, API key or OAuth client of the account node.',
  403: 'These credentials do not have the permission for this. Check the permissions of the API key or OAuth client.',
  404: 'Check the SID, and that it belongs to this account and region.',
  429: 'Too many requests at once. Send more slowly, or spread them over more time.',
};

/**
 * Turns an error of any kind into a {@link TwilioError}. An error that the SDK made of Twilio's answer keeps Twilio's error
 * code and link. Of any other error only the message is kept, without secrets.
 * @param fallback the code when Twilio's error is not one of the known ones
 * @param redact removes secrets from a text
 * @see https://www.twilio.com/docs/api/errors
 */
export function toTwilioError(error: unknown, fallback: ErrorCode, redact: (text: string) => string): TwilioError {
  if (error instanceof TwilioError) return withoutSecrets(error, redact);
  const message = redact(asText(member(error, 'message')) ?? String(error));
  const status = asNumber(member(error, 'status'));
  const twilioCode = asNumber(member(error, 'code'));
  const known = twilioCode === undefined ? undefined : knownTwilioCode(twilioCode);
  const moreInfo = asText(member(error, 'moreInfo'));
  const invalid = known?.code === 'INVALID_PARAMETER' ? INVALID_BY_FALLBACK[fallback] : undefined;
  return new TwilioError(invalid ?? known?.code ?? codeOfStatus(status, twilioCode, fallback), message, {
    ...(twilioCode === undefined ? {} : { twilioCode }),
    ...(status === undefined ? {} : { status }),
    ...(moreInfo === undefined ? {} : { moreInfo: redact(moreInfo) }),
    hint: known?.hint ?? hintOf(status, twilioCode),
  });
}

/** An error of our own quotes the input, which may hold a secret. */
function withoutSecrets(error: TwilioError, redact: (text: string) => string): TwilioError {
  const { code, message, cause } = error;
  const safe = redact(message);
  const moreInfo = cause.moreInfo === undefined ? undefined : redact(cause.moreInfo);
  if (safe === message && moreInfo === cause.moreInfo) return error;
  return new TwilioError(code, safe, { ...cause, ...(moreInfo === undefined ? {} : { moreInfo }) });
}

function hintOf(status: number | undefined, twilioCode: number | undefined): string {
  const isAboutRequest = status === 403 && twilioCode !== undefined;
  const byStatus = status === undefined || isAboutRequest ? undefined : STATUS_HINTS[status];
  if (byStatus !== undefined) return byStatus;
  if (status !== undefined && status >= 500) {
    return 'Twilio had a problem. Look at status.twilio.com, and at the log in the Twilio Console before you send it again.';
  }
  if (twilioCode !== undefined) return `See https://www.twilio.com/docs/api/errors/${twilioCode}.`;
  return status === undefined
    ? 'This error does not come from Twilio. Check the message and the settings of the node.'
    : 'Look at the log in the Twilio Console. It may say more.';
}
