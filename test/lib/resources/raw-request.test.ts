import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import type { RestRequest, Transport } from '../../../lib/account/transport';
import { runRequest } from '../../../lib/resources/raw-request';
import { formOf } from '../../../lib/resources/send-request';
import { createSimulator, type Simulator } from '../../../simulator';
import { accountSettings, tokenCredentials } from '../../support/account';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';
import { fakeClock } from '../../simulator/support';
import { failure } from './failure';
import { person } from './scene';

/** An account whose requests all get this response. */
function answering(body: unknown): { account: Account; asked: RestRequest[] } {
  const asked: RestRequest[] = [];
  const transport: Transport = (request) => {
    asked.push(request);
    return Promise.resolve({ statusCode: 200, body });
  };
  return { account: new Account({ settings: accountSettings, credentials: tokenCredentials, transport }), asked };
}

describe('a raw request', () => {
  let simulator: Simulator;
  let scene: SimulatedAccount;
  beforeEach(() => {
    simulator = createSimulator({ seed: 'free', clock: fakeClock() });
    scene = simulatedAccount(simulator);
  });
  afterEach(() => simulator.close());

  it('is sent to any product of Twilio, and returns the response unchanged', async () => {
    const account = Object(
      await runRequest(scene.account, { method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}.json' }),
    ) as Record<string, unknown>;
    assert.equal(account['friendly_name'], 'Simulated account');
    const services = Object(
      await runRequest(scene.account, {
        method: 'get',
        path: 'https://verify.twilio.com/v2/Services',
        parameters: { PageSize: 1 },
      }),
    ) as { services: unknown[] };
    assert.equal(services.services.length, 1);
    const created = Object(
      await runRequest(scene.account, {
        method: 'POST',
        path: 'verify.twilio.com/v2/Services',
        parameters: { FriendlyName: 'Mine' },
      }),
    ) as Record<string, string>;
    assert.match(created['sid'] ?? '', /^VA/);
    await runRequest(scene.account, {
      method: 'DELETE',
      path: `verify.twilio.com/v2/Services/${created['sid'] ?? ''}`,
      confirmed: true,
    });
    scene.assertDescribed();
  });

  it('sends a body as JSON on request', async () => {
    const work = runRequest(scene.account, {
      method: 'POST',
      path: 'content.twilio.com/v1/Content',
      json: true,
      parameters: { language: 'en', types: {} },
    });
    // The simulator cannot create templates.
    assert.equal((await failure(work)).cause.status, 405);
    const { data, headers } = scene.calls[0]?.request ?? {};
    assert.deepEqual(data, { language: 'en', types: {} });
    assert.equal(headers?.['Content-Type'], 'application/json');
  });

  it('rejects other hosts and unknown methods', async () => {
    for (const path of ['https://example.com/', 'https://twilio.com.example.com/x', 'http://api.twilio.com/x', '']) {
      assert.equal((await failure(runRequest(scene.account, { method: 'GET', path }))).code, 'INVALID_PARAMETER', path);
    }
    const path = '/2010-04-01/Accounts.json';
    assert.equal((await failure(runRequest(scene.account, { method: 'BREW', path }))).code, 'INVALID_PARAMETER');
    assert.equal(
      (await failure(runRequest(scene.account, { method: 'GET', path, parameters: 'x' }))).code,
      'INVALID_PARAMETER',
    );
    assert.deepEqual(scene.calls, []);
  });

  it('has a body with PUT and PATCH, as a form or as JSON', async () => {
    const answers = answering({ ok: true });
    for (const [method, json] of [
      ['PUT', true],
      ['PATCH', false],
    ] as const) {
      await runRequest(answers.account, {
        method,
        json,
        path: 'content.twilio.com/v1/Content/HX1',
        parameters: { a: 'b' },
      });
    }
    assert.deepEqual(
      answers.asked.map(({ method, data, params }) => [method.toUpperCase(), data, params]),
      [
        ['PUT', { a: 'b' }, undefined],
        ['PATCH', { a: 'b' }, undefined],
      ],
    );
  });

  it('sends a form with every method, although the SDK sets the content type only for two', async () => {
    const sent: unknown[] = [];
    const account = new Account({ settings: accountSettings, credentials: tokenCredentials });
    for (const method of ['post', 'put', 'patch'] as const) {
      await account.request('REQUEST_FAILED', (client) => {
        // The adapter sees the request exactly as it would be sent.
        const { axios } = client.httpClient as unknown as { axios: { defaults: { adapter?: unknown } } };
        axios.defaults.adapter = (config: { method: string; data: unknown; headers: Record<string, string> }) => {
          sent.push([config.method, config.data, config.headers['Content-Type']]);
          return Promise.resolve({ status: 200, data: '{}', headers: {}, config, statusText: 'OK' });
        };
        return client.request({ method, uri: 'https://api.twilio.com/x', ...formOf({ A: 'b' }) });
      });
    }
    const type = 'application/x-www-form-urlencoded';
    assert.deepEqual(
      sent,
      ['post', 'put', 'patch'].map((method) => [method, 'A=b', type]),
    );
  });

  it('needs a confirmation for buying and releasing a number, for any way to write the URL', async () => {
    const numbers = '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers';
    const sid = simulator.state().numbers[1]?.sid ?? '';
    for (const [method, path] of [
      ['POST', `${numbers}.json`],
      ['POST', `${numbers}/Local.json`],
      ['DELETE', `${numbers}/${sid}.json`],
      ['DELETE', `${numbers}/${sid}.json/`],
      ['DELETE', `${numbers.replace('Phone', '%50hone')}/${sid}`],
    ] as const) {
      const parameters = method === 'POST' ? { AreaCode: '415' } : {};
      assert.equal((await failure(runRequest(scene.account, { method, path, parameters }))).code, 'NOT_CONFIRMED');
    }
    assert.deepEqual(scene.calls, []);
    await runRequest(scene.account, { method: 'DELETE', path: `${numbers}/${sid}.json`, confirmed: true });
    await runRequest(scene.account, { method: 'GET', path: `${numbers}.json` });
    assert.equal(simulator.state().numbers.length, 1);
  });

  it('needs a confirmation for everything that cannot be undone, for any way to write it', async () => {
    const account = '/2010-04-01/Accounts/{AccountSid}';
    const message = `${account}/Messages/SM${'1'.repeat(32)}.json`;
    for (const [method, path, parameters, json] of [
      ['DELETE', message],
      ['DELETE', `https://verify.twilio.com/v2/Services/VA${'1'.repeat(32)}`],
      ['POST', message, { Body: '' }],
      ['POST', `${message}?Body=`],
      ['PUT', message, { body: '' }, true],
      ['POST', message.replace('Messages', 'Mess%61ges'), { Body: '' }],
      ['POST', `${message}?_method=DELETE`],
      ['POST', message, { _method: 'delete' }],
      ['POST', `${account}.json`, { Status: 'closed' }],
    ] as [string, string, Record<string, unknown>?, boolean?][]) {
      const request = { method, path, parameters, json: json === true };
      assert.equal((await failure(runRequest(scene.account, request))).code, 'NOT_CONFIRMED', `${method} ${path}`);
    }
    assert.deepEqual(scene.calls, []);
    const { account: open } = answering({});
    for (const [path, parameters] of [
      [message, { Status: 'canceled' }],
      [`${account}/Messages.json`, { To: person, Body: '' }],
      [`${account}.json`, { FriendlyName: 'closed' }],
    ] as const) {
      assert.deepEqual(await runRequest(open, { method: 'POST', path, parameters }), {});
    }
  });

  it('hides tokens and passwords in the response, but not in the bytes of a file', async () => {
    const { account } = answering({
      secondary_auth_token: 'hidden1',
      access_token: 'hidden2',
      ice_servers: [{ credential: 'hidden3', url: 'turn:x' }],
      note: 'Basic membership',
    });
    const answer = await runRequest(account, { method: 'POST', path: '/2010-04-01/Accounts/{AccountSid}/Tokens.json' });
    assert.deepEqual(answer, {
      secondary_auth_token: '***',
      access_token: '***',
      ice_servers: [{ credential: '***', url: 'turn:x' }],
      note: 'Basic membership',
    });
    const bytes = Buffer.from([1, 2, 3]);
    assert.equal(await runRequest(answering(bytes).account, { method: 'GET', path: '/x' }), bytes);
  });

  it('rejects parameters that are not JSON', async () => {
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    const work = runRequest(scene.account, { method: 'POST', path: '/x', parameters: circle, json: true });
    assert.equal((await failure(work)).code, 'INVALID_PARAMETER');
  });

  it('fails with the error of Twilio', async () => {
    const error = await failure(runRequest(scene.account, { method: 'GET', path: '/2010-04-01/Nothing.json' }));
    assert.deepEqual([error.code, error.cause.twilioCode], ['NOT_FOUND', 20404]);
  });
});
