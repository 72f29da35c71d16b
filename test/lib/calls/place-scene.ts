/** Calls that are placed at an account whose requests are kept. */
import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { TwilioError } from '../../../lib/errors/twilio-error';
import type { RestRequest } from '../../../lib/account/transport';
import type { CallRequest } from '../../../lib/calls/call-request';
import { placeCall } from '../../../lib/calls/place';
import { accountSettings, tokenCredentials } from '../../support/account';
import { assertKnownRequest } from '../../support/openapi';

const asked: RestRequest[] = [];
const account = new Account({
  settings: { ...accountSettings, from: '+14155550100' },
  credentials: tokenCredentials,
  transport: (request) => {
    asked.push(request);
    return Promise.resolve({
      statusCode: 201,
      body: { sid: `CA${'1'.repeat(32)}`, status: 'queued', to: '+14155550123' },
    });
  },
});

/** Places a call. @returns the parameters of the request, which Twilio describes */
export const place = async (request: Partial<CallRequest>): Promise<Record<string, unknown>> => {
  asked.length = 0;
  await placeCall(account, { to: '+14155550123', answer: 'say', say: 'Hello', ...request });
  const [sent] = asked;
  assert.ok(sent !== undefined);
  assertKnownRequest(sent);
  return sent.data as Record<string, unknown>;
};

/** The error of a call that must not be placed. */
export const refusal = async (request: Partial<CallRequest>): Promise<TwilioError> => {
  asked.length = 0;
  const error: unknown = await placeCall(account, { to: '+14155550123', answer: 'say', say: 'Hello', ...request }).then(
    () => assert.fail(`not refused: ${JSON.stringify(request)}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TwilioError);
  assert.deepEqual(asked, [], 'nothing was sent');
  return error;
};
