import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';

/** An HTTP answer to the editor. */
export interface Answer<T> {
  status: number;
  body: T | { error: string };
}

/**
 * What a failure is to the editor: 409 when the account is not complete, and 502 when Twilio refuses. Never 401 or 403: the
 * editor would log out.
 */
export function failure(account: Account, error: unknown): { status: number; body: { error: string } } {
  const { code, message, cause } =
    error instanceof TwilioError
      ? error
      : new TwilioError('REQUEST_FAILED', account.redact(String(error)), { hint: '' });
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return {
    status: code === 'INVALID_CONNECTION_SETTINGS' ? 409 : 502,
    body: { error: `${sentence} ${cause.hint}`.trim() },
  };
}
