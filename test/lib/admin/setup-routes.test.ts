import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type RequestHandler } from 'express';
import { serveAdmin } from '../../../lib/admin/serve';
import type { AccountNode } from '../../../lib/node-red/account-node';
import { setLanguage } from '../../../lib/node-red/language';
import { useStore } from '../../../lib/node-red/account-store';
import type { Red } from '../../../lib/node-red/red';
import { MemoryStore } from '../../../lib/store/memory-store';
import { Endpoint } from '../../../lib/webhooks/endpoint';
import { PendingResponses } from '../../../lib/webhooks/pending-responses';
import { unauthorizedRequest } from '../../../lib/webhooks/unauthorized';
import { startHttp, type TestHttp } from '../../support/http';
import { setupTwilio, type SetupTwilio } from '../../support/setup-twilio';
import { endpointOptions, listener } from '../../support/webhooks';

const US = '+14155550100';
const BASE = 'https://flows.example.com';

const sentencesOf = (language: string) =>
  JSON.parse(readFileSync(path.resolve(__dirname, `../../../locales/${language}/setup.json`), 'utf8')) as {
    setup: { finding: Record<string, Record<string, string>> };
  };

describe('the requests of the editor that set up an account', () => {
  let twilio: SetupTwilio;
  let server: TestHttp;
  let allowed: Set<string>;
  let node: AccountNode;

  beforeEach(async () => {
    twilio = setupTwilio({ publicUrl: BASE });
    allowed = new Set(['flows.read', 'flows.write']);
    const endpoint = new Endpoint(endpointOptions(), new PendingResponses());
    endpoint.subscribe(listener('message'));
    node = { id: 'account', account: twilio.account, endpoint, publicUrl: { base: BASE } } as unknown as AccountNode;
    useStore('account', new MemoryStore());
    const needsPermission =
      (permission: string): RequestHandler =>
      (_request, response, next) => {
        if (allowed.has(permission)) next();
        else response.status(401).end();
      };
    const app = express().use(express.json());
    const events = new EventEmitter();
    serveAdmin({
      events,
      httpAdmin: app,
      httpNode: express(),
      server: { listening: true },
      settings: { httpNodeRoot: '/' },
      log: { warn: () => undefined },
      auth: { needsPermission },
      nodes: { getNode: (id: string) => (id === 'account' ? node : null), eachNode: () => undefined },
    } as unknown as Red);
    server = await startHttp(app);
    // Node-RED emits it when the flows run.
    events.emit('flows:started');
  });
  afterEach(async () => {
    await server.close();
    await twilio.close();
  });

  async function ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await server.send({
      method,
      path: `/twilio/account/${path}`,
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    return { status: answer.status, body: JSON.parse(answer.text || '{}') as Record<string, unknown> };
  }

  it('need the permission to change flows', async () => {
    allowed.delete('flows.write');
    assert.equal((await ask('GET', 'account/webhooks')).status, 401);
    assert.equal((await ask('POST', 'account/webhooks', { action: 'set', sids: [] })).status, 401);
    assert.equal((await ask('POST', 'account/doctor', {})).status, 401);
    assert.deepEqual(twilio.requests, []);
  });

  it('are answered with 404 when the account is not deployed', async () => {
    for (const path of ['other/webhooks', '__proto__/webhooks']) assert.equal((await ask('GET', path)).status, 404);
    assert.equal((await ask('POST', 'other/doctor', {})).status, 404);
  });

  it('show, set and restore the webhooks of a number', async () => {
    await twilio.change(US, { SmsUrl: 'https://other.example.com/?key=a-secret' });
    const { sid } = await twilio.number(US);
    const shown = await ask('GET', 'account/webhooks');
    assert.equal(shown.status, 200);
    assert.doesNotMatch(JSON.stringify(shown.body), /a-secret/);
    const first = await ask('POST', 'account/webhooks', { action: 'set', sids: [sid] });
    assert.deepEqual(first.body['outcomes'], [{ sid, address: US, outcome: 'foreign' }]);
    const second = await ask('POST', 'account/webhooks', { action: 'set', sids: [sid], replace: true });
    assert.deepEqual(second.body['outcomes'], [{ sid, address: US, outcome: 'set' }]);
    assert.equal((await twilio.number(US))['sms_url'], `${BASE}/twilio/message`);
    // No flow listens to calls.
    assert.equal((await twilio.number(US))['voice_url'], '');
    const third = await ask('POST', 'account/webhooks', { action: 'restore', sids: [sid] });
    assert.deepEqual(third.body['outcomes'], [{ sid, address: US, outcome: 'restored' }]);
    assert.equal((await twilio.number(US))['sms_url'], 'https://other.example.com/?key=a-secret');
  });

  it('are rejected when they are not valid, and change nothing', async () => {
    const { sid } = await twilio.number(US);
    for (const body of [
      undefined,
      [],
      { action: 'delete', sids: [sid] },
      { action: 'set' },
      { action: 'set', sids: sid },
      { action: 'set', sids: [1] },
      { action: 'set', sids: [sid], slots: ['__proto__'] },
      { action: 'set', sids: [sid], slots: 'messages' },
    ]) {
      assert.equal((await ask('POST', 'account/webhooks', body)).status, 400, JSON.stringify(body));
    }
    assert.deepEqual(twilio.requests, []);
  });

  it('set nothing without a public URL', async () => {
    delete node.publicUrl;
    const { sid } = await twilio.number(US);
    assert.equal((await ask('GET', 'account/webhooks')).body['hasUrl'], false);
    assert.equal((await ask('POST', 'account/webhooks', { action: 'set', sids: [sid] })).status, 409);
  });

  it('report an error of Twilio as a sentence, without a secret, and never with 401 or 403', async () => {
    twilio.answers[`/2010-04-01/Accounts/${twilio.simulator.accountSid}/IncomingPhoneNumbers.json`] = 401;
    const { status, body } = await ask('GET', 'account/webhooks');
    assert.equal(status, 502);
    assert.match(String(body['error']), /Refused/);
  });

  it('run the doctor', async () => {
    const { status, body } = await ask('POST', 'account/doctor', {});
    assert.equal(status, 200);
    const findings = body['findings'] as { check: string; state: string }[];
    assert.deepEqual(findings[0], { check: 'credentials', state: 'ok', text: 'ok' });
    assert.doesNotMatch(JSON.stringify(body), new RegExp(twilio.simulator.authToken));
  });

  describe('in a German Node-RED', () => {
    before(() => {
      setLanguage(() => 'de');
    });
    after(() => {
      setLanguage(() => 'en-US');
    });
    const NOT_FOUND = 'Die SID prüfen, und ob sie zu diesem Konto und dieser Region gehört.';

    it('run the doctor, whose reasons and hints are in German', async () => {
      twilio.answers['/v1/DialingPermissions/Countries'] = 404;
      node.endpoint?.rejected.add(unauthorizedRequest('no-signature', `${BASE}/twilio/message`, Date.now()));
      const { findings } = (await ask('POST', 'account/doctor', {})).body as {
        findings: { check: string; details?: string[]; values?: Record<string, string> }[];
      };
      const find = (name: string) => findings.find(({ check }) => check === name);
      assert.equal(find('geoCalls')?.values?.['reason'], `Refused. ${NOT_FOUND}`);
      assert.equal(
        find('rejected')?.values?.['reason'],
        'sie hat keinen Header X-Twilio-Signature. Twilio hat sie nicht gesendet, oder ein Proxy hat den Header entfernt.',
      );
      assert.match(find('rejected')?.details?.[0] ?? '', /twilio\/message: sie hat keinen Header/);
      // Every sentence has what it names, in each language.
      for (const language of ['en-US', 'de']) {
        const sentence = sentencesOf(language).setup.finding.rejected?.['some'] ?? '';
        const names = [...sentence.matchAll(/__(\w+?)__/g)].map(([, name = '']) => name);
        assert.ok(names.includes('reason'), language);
        for (const name of names) assert.ok(name in (find('rejected')?.values ?? {}), `${language}: ${name}`);
      }
    });

    it('say why the webhooks of a number cannot be read or set', async () => {
      const { sid = '' } = await twilio.number(US);
      twilio.answers[`/2010-04-01/Accounts/${twilio.simulator.accountSid}/IncomingPhoneNumbers/${sid}.json`] = 404;
      const { body } = await ask('POST', 'account/webhooks', { action: 'set', sids: [sid] });
      assert.deepEqual(body['outcomes'], [{ sid, address: US, outcome: 'failed', error: `Refused. ${NOT_FOUND}` }]);
      const invalid = await ask('POST', 'account/webhooks', { action: 'set' });
      assert.equal(invalid.body['error'], 'Die Anfrage ist ungültig.');
      delete node.publicUrl;
      const withoutUrl = await ask('POST', 'account/webhooks', { action: 'set', sids: [sid] });
      assert.equal(withoutUrl.body['error'], 'Das Konto hat keine öffentliche URL.');
    });
  });
});
