import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import { CATALOGUE, type Operation } from './catalogue';
import { runOperation } from './run';

/** Whether Twilio accepts the credentials of an account. */
export interface CredentialsTest {
  valid: boolean;
  accountSid: string;
  /** The name of the account, its status (`active`, `suspended` or `closed`) and type (`Trial` or `Full`), if known. */
  friendlyName?: unknown;
  status?: unknown;
  type?: unknown;
  /** Why they are not valid. */
  code?: string;
  message?: string;
  hint?: string;
}

/** The errors that say that the credentials are not valid, or not complete. */
const INVALID_CODES = new Set(['INVALID_CREDENTIALS', 'INVALID_CONNECTION_SETTINGS', 'NOT_FOUND']);

/**
 * Tests the credentials of an account. It changes nothing and costs nothing.
 * @throws {TwilioError} `CONNECTION_FAILED` and others when it is not known whether they are valid
 */
export async function testCredentials(account: Account): Promise<CredentialsTest> {
  const { accountSid } = account;
  const attempt = async (operation: Operation): Promise<CredentialsTest> => {
    try {
      const result = await runOperation(account, operation, {}, { limit: 1 });
      if (result.gives !== 'resource') return { valid: true, accountSid };
      const { friendlyName, status, type } = result.resource;
      return { valid: true, accountSid, friendlyName, status, type };
    } catch (error) {
      if (!(error instanceof TwilioError) || !INVALID_CODES.has(error.code)) throw error;
      return { valid: false, accountSid, code: error.code, message: error.message, hint: error.cause.hint };
    }
  };
  const test = await attempt(CATALOGUE.account.get);
  if (test.valid || account.settings.auth === 'token' || account.problems.length > 0) return test;
  // A standard API key may do everything but read the account. https://www.twilio.com/docs/iam/api-keys/keys-in-console
  const other = await attempt(CATALOGUE.incomingNumbers.list);
  return other.valid ? other : test;
}
