/** How an account logs in, which host it calls, and how it hides its secrets. */
import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import type { AccountCredentials, AccountSettings } from '../../../lib/account/settings';
import type { RestResponse } from '../../../lib/account/transport';
import { accountSettings } from '../../support/account';
import { accountWith, answering, credentials, failure, ok, send } from './answering-account';

describe('an account', () => {
  describe('logs in', () => {
    it('with its auth token', async () => {
      const { transport, asked } = answering(ok);
      await send(accountWith(transport));
      assert.equal(asked[0]?.username, credentials.accountSid);
      assert.equal(asked[0].password, credentials.authToken);
    });

    it('with an API key, on behalf of the account', async () => {
      const { transport, asked } = answering(ok);
      await send(accountWith(transport, { auth: 'apiKey' }));
      assert.equal(asked[0]?.username, credentials.apiKey);
      assert.equal(asked[0].password, credentials.apiSecret);
      assert.match(asked[0].uri, new RegExp(`/Accounts/${credentials.accountSid}/Messages.json$`));
    });

    it('with OAuth, fetching one token for many requests', async () => {
      const token: RestResponse = { statusCode: 200, body: { access_token: 'the-token', expires_in: 3600 } };
      const { transport, asked } = answering(token, ok, ok, ok);
      const account = accountWith(transport, { auth: 'oauth' });
      await Promise.all([send(account), send(account)]);
      await send(account);
      assert.deepEqual(
        asked.map(({ uri }) => new URL(uri).hostname),
        ['oauth.twilio.com', 'api.twilio.com', 'api.twilio.com', 'api.twilio.com'],
      );
      assert.equal(asked[0]?.data instanceof Object && asked[0].data['grant_type'], 'client_credentials');
      for (const request of asked.slice(1)) assert.equal(request.headers?.['Authorization'], 'Bearer the-token');
      assert.match(asked[1]?.uri ?? '', new RegExp(credentials.accountSid));
    });

    it('with OAuth, fetching a new token when Twilio no longer accepts the old one', async () => {
      const token = (value: string): RestResponse => ({
        statusCode: 200,
        body: { access_token: value, expires_in: 3600 },
      });
      const refused: RestResponse = { statusCode: 401, body: { code: 20003, message: 'Authenticate', status: 401 } };
      const { transport, asked } = answering(token('old'), refused, token('new'), ok);
      await send(accountWith(transport, { auth: 'oauth' }));
      assert.equal(asked[3]?.headers?.['Authorization'], 'Bearer new');
    });

    it('with OAuth, and fails with INVALID_CREDENTIALS when Twilio refuses the client', async () => {
      const { transport } = answering({ statusCode: 401, body: { message: 'invalid client' } });
      const error = await failure(send(accountWith(transport, { auth: 'oauth' })));
      assert.equal(error.code, 'INVALID_CREDENTIALS');
      assert.match(error.cause.hint, /OAuth client/);
    });
  });

  it('reaches a region through its edge', async () => {
    for (const [region, host] of [
      ['', 'api.twilio.com'],
      ['ie1', 'api.dublin.ie1.twilio.com'],
      ['au1', 'api.sydney.au1.twilio.com'],
    ] as const) {
      const { transport, asked } = answering(ok);
      await send(accountWith(transport, { region }));
      assert.equal(new URL(asked[0]?.uri ?? '').hostname, host);
    }
  });

  it('ignores the environment variables of the process', async () => {
    const { transport, asked } = answering(ok);
    process.env['TWILIO_EDGE'] = 'tokyo';
    process.env['TWILIO_REGION'] = 'jp1';
    process.env['TWILIO_ACCOUNT_SID'] = 'SKnonsense';
    try {
      await send(accountWith(transport));
    } finally {
      for (const name of ['TWILIO_EDGE', 'TWILIO_REGION', 'TWILIO_ACCOUNT_SID'])
        Reflect.deleteProperty(process.env, name);
    }
    assert.equal(new URL(asked[0]?.uri ?? '').hostname, 'api.twilio.com');
    assert.equal(asked[0]?.username, credentials.accountSid);
  });

  describe('reports a problem of its settings without a request:', () => {
    const cases: [string, Partial<AccountSettings>, Partial<AccountCredentials>, RegExp][] = [
      ['no Account SID', {}, { accountSid: '' }, /Account SID is missing/],
      ['an invalid Account SID', {}, { accountSid: 'AC123' }, /must be "AC"/],
      ['no auth token', {}, { authToken: '' }, /auth token is missing/],
      ['no API key', { auth: 'apiKey' }, { apiKey: '' }, /API key is missing/],
      ['an invalid API key', { auth: 'apiKey' }, { apiKey: credentials.accountSid }, /must be "SK"/],
      ['no secret', { auth: 'apiKey' }, { apiSecret: '' }, /secret is missing/],
      ['no OAuth client', { auth: 'oauth' }, { clientId: '' }, /client ID is missing/],
      ['no OAuth secret', { auth: 'oauth' }, { clientSecret: '' }, /client secret is missing/],
      ['an unknown region', { region: 'mars1' }, {}, /"mars1" is not known/],
    ];
    for (const [what, more, creds, expected] of cases) {
      it(what, async () => {
        const { transport, asked } = answering(ok);
        const account = accountWith(transport, more, { ...credentials, ...creds });
        assert.match(account.problems.join(), expected);
        assert.equal((await failure(send(account))).code, 'INVALID_CONNECTION_SETTINGS');
        assert.equal(asked.length, 0);
      });
    }
  });

  describe('and its secrets', () => {
    const guarded = (answer: RestResponse) =>
      new Account({
        settings: { ...accountSettings, publicUrl: 'https://nodered:pass@example.com/x' },
        credentials,
        transport: answering(answer).transport,
      });

    it('does not change a text that only looks like a secret', async () => {
      const body = 'Your Basic membership and bearer instruments: https://me:you@example.com';
      const sent = await guarded({ statusCode: 201, body: { sid: 'SM1', body } }).requestResource(
        'SEND_MESSAGE_FAILED',
        (client) => client.messages.create({ to: '+14155550123', from: '+14155550100', body }),
      );
      assert.equal(sent['body'], body);
    });

    it('are hidden also when they come back URL-encoded', async () => {
      const apiSecret = 'Ab/c+d=e%f!g h';
      const account = accountWith(answering(ok).transport, { auth: 'apiKey' }, { ...credentials, apiSecret });
      const form = new URLSearchParams({ s: apiSecret }).toString().slice(2);
      for (const secret of [apiSecret, encodeURIComponent(apiSecret), form, form.toLowerCase().replace('ab', 'Ab')]) {
        assert.equal(account.redact(`at /x?s=${secret}&y`), 'at /x?s=***&y');
        assert.equal(account.withoutOwnSecrets(secret), '***');
      }
      await send(account);
    });

    it('hides the password of Node-RED in the URL of a webhook, in a resource and in an error', async () => {
      const url = 'https://nodered:pass@example.com/x/twilio/message';
      const number = await guarded({ statusCode: 200, body: { sid: 'PN1', sms_url: url } }).requestResource(
        'REQUEST_FAILED',
        (client) => client.incomingPhoneNumbers(`PN${'0'.repeat(32)}`).update({ smsUrl: url }),
      );
      assert.equal(number['smsUrl'], 'https://***@example.com/x/twilio/message');
      const error = await failure(
        send(guarded({ statusCode: 400, body: { code: 21_609, message: `${url} is not valid` } })),
      );
      assert.equal(error.message, 'https://***@example.com/x/twilio/message is not valid');
    });
  });

  it('loads the SDK with its first request, and not before', () => {
    const loaded = Object.keys(require.cache).filter((file) => /twilio\/lib\/rest\/Twilio\.js$/.test(file));
    for (const file of loaded) Reflect.deleteProperty(require.cache, file);
    const account = accountWith(answering(ok).transport);
    assert.deepEqual(account.problems, []);
    assert.ok(!Object.keys(require.cache).some((file) => /twilio\/lib\/rest\/Twilio\.js$/.test(file)));
  });
});
