import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { testCredentials } from '../../../lib/resources/test-credentials';
import { accountSettings, tokenCredentials } from '../../support/account';

/** An account with an API key that may read only some URLs. */
const accountThatReads = (allowed: RegExp, statusCode = 401): Account =>
  new Account({
    settings: { ...accountSettings, auth: 'apiKey' },
    credentials: { ...tokenCredentials, apiKey: `SK${'1'.repeat(32)}`, apiSecret: 'secret-of-the-key' },
    transport: ({ uri }) =>
      Promise.resolve(
        allowed.test(uri)
          ? { statusCode: 200, body: { friendly_name: 'Shop', status: 'active', incoming_phone_numbers: [] } }
          : { statusCode, body: { code: statusCode === 401 ? 20003 : 20500, message: 'no', status: statusCode } },
      ),
  });

describe('a test of the credentials', () => {
  const ofAccount = /\/Accounts\/AC\w+\.json/;

  it('returns the name and status of the account', async () => {
    const { valid, friendlyName, status } = await testCredentials(accountThatReads(ofAccount));
    assert.deepEqual([valid, friendlyName, status], [true, 'Shop', 'active']);
  });

  it('accepts a standard API key, which may do everything but read the account', async () => {
    const test = await testCredentials(accountThatReads(/IncomingPhoneNumbers/));
    assert.deepEqual(test, { valid: true, accountSid: tokenCredentials.accountSid });
  });

  it('says why Twilio does not accept them, or that they are incomplete', async () => {
    const refused = await testCredentials(accountThatReads(/^$/));
    assert.deepEqual([refused.valid, refused.code], [false, 'INVALID_CREDENTIALS']);
    const credentials = { ...tokenCredentials, authToken: '' };
    const incomplete = await testCredentials(new Account({ settings: accountSettings, credentials }));
    assert.deepEqual([incomplete.valid, incomplete.code], [false, 'INVALID_CONNECTION_SETTINGS']);
  });

  it('fails when it does not learn whether they are valid', async () => {
    await assert.rejects(testCredentials(accountThatReads(/^$/, 500)), TwilioError);
  });
});
