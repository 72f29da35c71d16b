import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { TwilioError } from '../../../lib/errors/twilio-error';
import type { AccountCredentials, AccountSettings } from '../../../lib/account/settings';
import type { RestRequest, RestResponse, Transport } from '../../../lib/account/transport';
import { accountSettings } from '../../support/account';

/** The credentials of every kind. */
export const credentials: AccountCredentials = {
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'secret-auth-token',
  secondaryAuthToken: 'second-auth-token',
  apiKey: `SK${'b'.repeat(32)}`,
  apiSecret: 'secret-of-the-key',
  clientId: 'client-id',
  clientSecret: 'secret-of-the-client',
};

/** Quick retries. */
export const retry = { retries: 3, maxWaitMs: 2000, firstWaitMs: 1 };
/** What Twilio answers to a message. */
export const created = { sid: `SM${'c'.repeat(32)}`, body: 'x' };

/** An account with a transport in place of the network. */
export const accountWith = (
  transport: Transport | undefined,
  more: Partial<AccountSettings> = {},
  creds = credentials,
) => new Account({ settings: { ...accountSettings, ...more }, credentials: creds, transport, retry });

/** Sends a message. */
export const send = (account: Account) =>
  account.request('SEND_MESSAGE_FAILED', (client) =>
    client.messages.create({ to: '+14155550123', from: '+14155550100', body: 'x' }),
  );

/** Fetches a message. */
export const fetchOne = (account: Account) =>
  account.request('REQUEST_FAILED', (client) => client.messages(`SM${'d'.repeat(32)}`).fetch());

/** A transport that returns these responses one after the other, and keeps the requests. */
export function answering(...answers: (RestResponse | Error)[]): { transport: Transport; asked: RestRequest[] } {
  const asked: RestRequest[] = [];
  const transport: Transport = (request) => {
    asked.push(request);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer === undefined) throw new Error('no answer is left');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { transport, asked };
}

/** The response to a message that was created. */
export const ok: RestResponse = { statusCode: 201, body: created };

/** The error of work that must fail. No secret may be in it. */
export async function failure(work: Promise<unknown>): Promise<TwilioError> {
  const error: unknown = await work.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TwilioError, String(error));
  const everything = JSON.stringify([error, error.message, error.cause, error.stack, error.code]);
  for (const secret of [
    credentials.authToken,
    credentials.secondaryAuthToken,
    credentials.apiSecret,
    credentials.clientSecret,
  ]) {
    assert.ok(!everything.includes(secret), `a secret is in ${everything}`);
    assert.ok(!everything.includes(Buffer.from(`${credentials.accountSid}:${secret}`).toString('base64')));
  }
  assert.doesNotMatch(everything, /authorization/i);
  return error;
}
