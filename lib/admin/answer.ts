import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import { inLanguage } from '../node-red/language';

/** An HTTP answer to the editor. */
export interface Answer<T> {
  status: number;
  body: T | { error: string };
}

/** A message and what to do, in Node-RED's language. */
export function inSentences(message: string, hint: string): string {
  const said = inLanguage(message);
  return `${/[.!?]$/.test(said) ? said : `${said}.`} ${inLanguage(hint)}`.trim();
}

/** The message and the hint of an error, in Node-RED's language. */
export const sentencesOf = ({ message, cause }: TwilioError): string => inSentences(message, cause.hint);

/**
 * The HTTP answer to the editor for a failure: 409 when the account is not complete, and 502 when Twilio returns an
 * error. Never 401 or 403: the editor would log out.
 */
export function failure(account: Account, error: unknown): { status: number; body: { error: string } } {
  const known =
    error instanceof TwilioError
      ? error
      : new TwilioError('REQUEST_FAILED', account.redact(String(error)), { hint: '' });
  return {
    status: known.code === 'INVALID_CONNECTION_SETTINGS' ? 409 : 502,
    body: { error: sentencesOf(known) },
  };
}
