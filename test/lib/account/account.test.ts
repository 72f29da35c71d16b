import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Account } from '../../../lib/account/account';
import { knownTwilioCode } from '../../../lib/errors/known-twilio-codes';
import { TwilioError } from '../../../lib/errors/twilio-error';
import type { AccountCredentials, AccountSettings } from '../../../lib/account/settings';
import type { RestRequest, RestResponse, Transport } from '../../../lib/account/transport';
import { accountSettings } from '../../support/account';

const credentials: AccountCredentials = {
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'secret-auth-token',
  secondaryAuthToken: 'second-auth-token',
  apiKey: `SK${'b'.repeat(32)}`,
  apiSecret: 'secret-of-the-key',
  clientId: 'client-id',
  clientSecret: 'secret-of-the-client',
};

const retry = { retries: 3, maxWaitMs: 2000, firstWaitMs: 1 };
const created = { sid: `SM${'c'.repeat(32)}`, body: 'x' };

const accountWith = (transport: Transport | undefined, more: Partial<AccountSettings> = {}, creds = credentials) =>
  new Account({ settings: { ...accountSettings, ...more }, credentials: creds, transport, retry });

const send = (account: Account) =>
  account.request('SEND_MESSAGE_FAILED', (client) =>
    client.messages.create({ to: '+14155550123', from: '+14155550100', body: 'x' }),
  );

const fetchOne = (account: Account) =>
  account.request('REQUEST_FAILED', (client) => client.messages(`SM${'d'.repeat(32)}`).fetch());

/** A transport that returns these responses one after the other, and keeps the requests. */
function answering(...answers: (RestResponse | Error)[]): { transport: Transport; asked: RestRequest[] } {
  const asked: RestRequest[] = [];
  const transport: Transport = (request) => {
    asked.push(request);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer === undefined) throw new Error('no answer is left');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { transport, asked };
}

const ok: RestResponse = { statusCode: 201, body: created };

async function failure(work: Promise<unknown>): Promise<TwilioError> {
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
      ['an Account SID that is none', {}, { accountSid: 'AC123' }, /must be "AC"/],
      ['no auth token', {}, { authToken: '' }, /auth token is missing/],
      ['no API key', { auth: 'apiKey' }, { apiKey: '' }, /API key is missing/],
      ['an API key that is none', { auth: 'apiKey' }, { apiKey: credentials.accountSid }, /must be "SK"/],
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

  describe('that gets a 429', () => {
    const busy = (headers: Record<string, string> = {}): RestResponse => ({
      statusCode: 429,
      body: { code: 20429, message: 'Too Many Requests', status: 429 },
      headers,
    });

    it('retries, because nothing was processed', async () => {
      const { transport, asked } = answering(busy(), busy(), ok);
      await send(accountWith(transport));
      assert.equal(asked.length, 3);
    });

    it('fails after its last retry', async () => {
      const { transport, asked } = answering(busy());
      const error = await failure(send(accountWith(transport)));
      assert.equal(error.code, 'RATE_LIMITED');
      assert.equal(error.cause.twilioCode, 20429);
      assert.equal(asked.length, 1 + retry.retries);
    });

    for (const body of [
      { code: 60202, message: 'Max check attempts reached' },
      '{"code":60202,"message":"Max check"}',
    ]) {
      it(`neither retries nor delays other requests when the limit is about one person (${typeof body})`, async () => {
        const { transport, asked } = answering({ statusCode: 429, body, headers: { 'Retry-After': '2' } }, ok);
        const account = accountWith(transport);
        assert.equal((await failure(fetchOne(account))).cause.twilioCode, 60202);
        const before = performance.now();
        await send(account);
        assert.ok(performance.now() - before < 1000);
        assert.equal(asked.length, 2);
      });
    }

    it('waits as long as Retry-After names', async () => {
      const { transport, asked } = answering(busy({ 'Retry-After': '1' }), ok);
      const before = performance.now();
      await send(accountWith(transport));
      assert.ok(performance.now() - before >= 1000);
      assert.equal(asked.length, 2);
    });

    it('does not retry when Retry-After is over the limit', async () => {
      const { transport, asked } = answering(busy({ 'retry-after': '3600' }), ok);
      assert.equal((await failure(send(accountWith(transport)))).code, 'RATE_LIMITED');
      assert.equal(asked.length, 1);
    });

    it('stops waiting when the flow is stopped', async () => {
      const { transport } = answering(busy({ 'Retry-After': '2' }));
      const account = accountWith(async (request) => {
        const answer = await transport(request);
        setImmediate(() => {
          account.close();
        });
        return answer;
      });
      const error = await failure(send(account));
      assert.match(error.message, /flow was stopped/);
      assert.equal(error.code, 'FLOW_STOPPED');
    });
  });

  describe('that loses the connection', () => {
    const broken = (code: string) =>
      Object.assign(new Error(`boom ${credentials.authToken}`), {
        code,
        config: { headers: { Authorization: `Basic ${Buffer.from(`x:${credentials.authToken}`).toString('base64')}` } },
      });

    it('does not send a message twice, and fails with UNKNOWN_OUTCOME', async () => {
      for (const code of ['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE', 'ERR_BAD_RESPONSE']) {
        const { transport, asked } = answering(broken(code), ok);
        const error = await failure(send(accountWith(transport)));
        assert.equal(error.code, 'UNKNOWN_OUTCOME', code);
        assert.match(error.cause.hint, /before you send it again/);
        assert.equal(asked.length, 1);
      }
    });

    it('fails with CONNECTION_FAILED when nothing was sent', async () => {
      const dropped = Object.assign(broken('ETIMEDOUT'), { syscall: 'connect' });
      const noTls = Object.assign(new Error('write EPROTO 0A00010B:SSL routines::wrong version number'), {
        code: 'EPROTO',
      });
      const codes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'];
      for (const error of [...codes.map(broken), dropped, noTls]) {
        assert.equal(
          (await failure(send(accountWith(answering(error).transport)))).code,
          'CONNECTION_FAILED',
          error.code,
        );
      }
    });

    it('accepts responses of Twilio that are not JSON', async () => {
      for (const [statusCode, body, contentType] of [
        [201, '<TwilioResponse/>', 'application/xml'],
        [200, '<Response/>', 'text/xml; charset=utf-8'],
        [200, '', undefined],
        [202, '', undefined],
        [204, '', undefined],
      ] as const) {
        const headers = contentType === undefined ? {} : { 'Content-Type': contentType };
        const { transport } = answering({ statusCode, body, headers });
        const asked = accountWith(transport).request('REQUEST_FAILED', (client) =>
          client.request({ method: 'post', uri: 'https://api.twilio.com/2010-04-01/x' }),
        );
        assert.equal((await asked).statusCode, statusCode, body);
      }
    });

    it('fails with UNKNOWN_OUTCOME when the response of a DELETE is lost', async () => {
      const account = accountWith(answering(broken('ECONNRESET')).transport);
      const error = await failure(
        account.request('REQUEST_FAILED', (client) => client.messages(`SM${'0'.repeat(32)}`).remove()),
      );
      assert.equal(error.code, 'UNKNOWN_OUTCOME');
    });

    it('treats an incomplete response, or one of a proxy, as lost', async () => {
      for (const [statusCode, body] of [
        [201, '{"sid": "SM'],
        [201, ''],
        [200, '<html>welcome</html>'],
        [502, '<html>bad gateway</html>'],
        [504, 'gateway time-out'],
      ] as const) {
        assert.equal(
          (await failure(fetchOne(accountWith(answering({ statusCode, body }).transport)))).code !== 'UNKNOWN_OUTCOME',
          true,
        );
        const { transport, asked } = answering({ statusCode, body });
        const error = await failure(send(accountWith(transport)));
        assert.deepEqual([error.code, error.cause.status, asked.length], ['UNKNOWN_OUTCOME', statusCode, 1], body);
        assert.match(error.cause.hint, /before you send it again/);
      }
    });

    it('does not report a failure when Twilio may have processed the request', async () => {
      const answers: RestResponse[] = [
        ...[200, 201, 202].map((statusCode) => ({ statusCode, body: 'OK', headers: { 'Content-Type': 'text/plain' } })),
        { statusCode: 200, body: '<TwilioResponse/>', headers: { 'Content-Type': 'application/xml' } },
        ...[200, 202, 204].map((statusCode) => ({ statusCode, body: '' })),
        ...[200, 201].map((statusCode) => ({ statusCode, body: {} })),
        { statusCode: 201, body: '[]' },
        { statusCode: 201, body: { message: 'created' } },
        { statusCode: 302, body: '', headers: { location: 'https://example.com' } },
        { statusCode: 400, body: '<html>bad request</html>' },
        { statusCode: 401, body: '' },
        { statusCode: 403, body: { message: 'Forbidden' } },
        { statusCode: 408, body: { code: 20001, message: 'Request timeout' } },
        { statusCode: 500, body: { code: 20500, message: `An internal error, ${credentials.authToken}`, status: 500 } },
        { statusCode: 503, body: '<html>come back later</html>' },
        { statusCode: 503, body: { code: 20503, message: 'Service unavailable', status: 503 } },
      ];
      for (const answer of answers) {
        const { transport, asked } = answering(answer);
        const what = JSON.stringify(answer);
        const error = await failure(
          accountWith(transport).requestResource('SEND_MESSAGE_FAILED', (client) =>
            client.messages.create({ to: '+14155550123', from: '+14155550100', body: 'x' }),
          ),
        );
        assert.deepEqual([error.code, asked.length], ['UNKNOWN_OUTCOME', 1], what);
        assert.match(error.cause.hint, /before you send it again/);
      }
    });

    it("keeps Twilio's error code of a problem whose outcome is unknown", async () => {
      const { transport } = answering({ statusCode: 500, body: { code: 20500, message: 'Internal Server Error' } });
      const error = await failure(send(accountWith(transport)));
      assert.deepEqual([error.code, error.cause.twilioCode, error.cause.status], ['UNKNOWN_OUTCOME', 20500, 500]);
      assert.match(error.message, /Internal Server Error/);
    });

    it('distinguishes the timeout of a GET from a broken connection', async () => {
      assert.equal((await failure(fetchOne(accountWith(answering(broken('ETIMEDOUT')).transport)))).code, 'TIMEOUT');
      assert.equal(
        (await failure(fetchOne(accountWith(answering(broken('ECONNRESET')).transport)))).code,
        'CONNECTION_FAILED',
      );
    });

    it('has no request in the error of a real broken connection', async () => {
      const server = createServer((socket) => {
        socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n', () => socket.destroy()));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      process.env['HTTP_PROXY'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      try {
        const error = await failure(send(accountWith(undefined)));
        assert.equal(error.code, 'UNKNOWN_OUTCOME');
      } finally {
        delete process.env['HTTP_PROXY'];
        server.close();
      }
    });
  });

  describe('that Twilio refuses', () => {
    const refused = (status: number, code: number, message: string): RestResponse => ({
      statusCode: status,
      body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    });
    const known = Array.from({ length: 100_000 }, (_, code) => code).filter(
      (code) => knownTwilioCode(code) !== undefined,
    );

    it('has a hint for at least 40 error codes', () => {
      assert.ok(known.length >= 40, String(known.length));
      for (const code of known) assert.match(knownTwilioCode(code)?.hint ?? '', /^[A-Z].{15,}\.$/, String(code));
    });

    it('has the code and the hint of the table for each of them', async () => {
      for (const code of known) {
        const { transport, asked } = answering(refused(400, code, 'no'));
        const error = await failure(send(accountWith(transport)));
        const { code: ours, hint } = knownTwilioCode(code) ?? {};
        // For a message, the code is INVALID_MESSAGE.
        const expected = ours === 'INVALID_PARAMETER' ? 'INVALID_MESSAGE' : ours;
        assert.deepEqual({ code: error.code, hint: error.cause.hint }, { code: expected, hint }, String(code));
        assert.equal(error.cause.twilioCode, code);
        assert.equal(asked.length, 1, `${code} was asked again`);
      }
    });

    const cases: [number, number, string][] = [
      [401, 20003, 'INVALID_CREDENTIALS'],
      [404, 20404, 'NOT_FOUND'],
      [400, 21211, 'INVALID_RECIPIENT'],
      [400, 21408, 'INVALID_RECIPIENT'],
      [400, 21606, 'INVALID_SENDER'],
      [400, 21608, 'INVALID_RECIPIENT'],
      [400, 21610, 'OPTED_OUT'],
      [400, 21617, 'MESSAGE_TOO_LARGE'],
      [400, 21619, 'INVALID_MESSAGE'],
      [400, 21655, 'MISSING_CONTENT_SID'],
      [400, 99999, 'SEND_MESSAGE_FAILED'],
    ];
    for (const [status, code, expected] of cases) {
      it(`with ${code}: ${expected}, a link and a hint`, async () => {
        const { transport, asked } = answering(refused(status, code, `no, ${credentials.authToken}`));
        const error = await failure(send(accountWith(transport)));
        assert.equal(error.code, expected);
        assert.deepEqual(error.cause, {
          twilioCode: code,
          status,
          moreInfo: `https://www.twilio.com/docs/errors/${code}`,
          hint: error.cause.hint,
        });
        assert.ok(error.cause.hint.endsWith('.'));
        assert.equal(error.message, 'no, ***');
        assert.equal(asked.length, 1);
      });
    }

    it('as in RFC 9457, like its newer APIs', async () => {
      const body = { type: 'https://www.twilio.com/docs/api/errors/20001', title: 'Bad', status: 400, code: 20001 };
      const error = await failure(send(accountWith(answering({ statusCode: 400, body }).transport)));
      assert.deepEqual([error.code, error.cause.twilioCode], ['INVALID_MESSAGE', 20001]);
    });

    it('with 403 and an error code: that is about the request, not about the credentials', async () => {
      const error = await failure(send(accountWith(answering(refused(403, 29_999, 'no')).transport)));
      assert.deepEqual(
        [error.code, error.cause.hint],
        ['SEND_MESSAGE_FAILED', 'See https://www.twilio.com/docs/api/errors/29999.'],
      );
    });
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
