import { Account } from '../account/account';
import type { AccountOptions } from '../account/account-options';
import type { AccountCredentials, AccountSettings } from '../account/settings';
import { testCredentials } from '../resources/test-credentials';
import { isObject, textMember } from '../validation/objects';
import { failure } from './answer';

/** What Node-RED's editor shows, and sends, for a saved password. */
const SAVED_PASSWORD = '__PWRD__';

/** The credentials that a test needs. */
const TESTED = ['accountSid', 'authToken', 'apiKey', 'apiSecret', 'clientId', 'clientSecret'] as const;

/** An HTTP answer to the editor. */
export interface ConnectionAnswer {
  status: number;
  body:
    | { valid: true; name: string; status: string; type: string }
    | { valid: false; message: string; hint: string }
    | { error: string };
}

/** Where values that are not in the form come from. */
export interface ConnectionSources {
  /** The saved credentials of the account node, with environment variables replaced. */
  saved: Partial<AccountCredentials>;
  /** Replaces `${NAME}` with the value of the environment variable, as Node-RED does it. */
  replaceVariable: (text: string) => string;
  /** Makes the account that is tested. */
  create?: (options: AccountOptions) => Account;
}

const ofForm = (form: object, name: string): string => textMember(form, name).trim();

function settingsOf(form: object, replaceVariable: (text: string) => string): AccountSettings {
  const auth = ofForm(form, 'auth');
  return {
    environment: 'twilio',
    auth: auth === 'apiKey' || auth === 'oauth' ? auth : 'token',
    region: replaceVariable(ofForm(form, 'region')),
    publicUrl: '',
    path: '/twilio',
    from: '',
    messagingServiceSid: '',
    verifyServiceSid: '',
    validateSignatures: true,
    allowGet: false,
    sendRate: 0,
    silentRecordings: 'drop',
  };
}

/**
 * Tests the connection to Twilio with what is in the form of an account node, deployed or not. Answers 200 with whether
 * the credentials are valid, 400 for an invalid request, and 502 when Twilio gave no answer to that. Never 401 or 403:
 * the editor would log out. A saved password goes to Twilio only, and no answer holds it.
 * @param form the fields of the form: `auth`, `region` and the credentials
 */
export async function answerConnectionTest(form: unknown, sources: ConnectionSources): Promise<ConnectionAnswer> {
  if (!isObject(form)) return { status: 400, body: { error: 'The request has no fields of the form.' } };
  const { saved, replaceVariable, create = (options) => new Account(options) } = sources;
  const entries = TESTED.map((name) => {
    const typed = ofForm(form, name);
    return [name, typed === SAVED_PASSWORD ? (saved[name] ?? '') : replaceVariable(typed)];
  });
  const credentials = { secondaryAuthToken: '', ...Object.fromEntries(entries) } as AccountCredentials;
  const account = create({ settings: settingsOf(form, replaceVariable), credentials });
  try {
    const { valid, friendlyName, status, type, message = '', hint = '' } = await testCredentials(account);
    if (!valid) return { status: 200, body: { valid, message, hint } };
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    return { status: 200, body: { valid, name: text(friendlyName), status: text(status), type: text(type) } };
  } catch (error) {
    return { status: 502, body: failure(account, error).body };
  } finally {
    account.close();
  }
}
