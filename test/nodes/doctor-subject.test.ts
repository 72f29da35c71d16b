import assert from 'node:assert/strict';
import type { AccountNode } from '../../lib/node-red/account-node';
import { doctorSubject } from '../../lib/node-red/doctor-subject';
import type { Red } from '../../lib/node-red/red';
import { real, REAL_CREDENTIALS, sendSms, sink, smsIn, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { postSigned } from '../support/twilio';

const US = '+14155550100';

describe('an account node as the doctor sees it', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
  });

  /** The subject, with the nodes that the flows have. */
  const subject = (flows: FlowNode[], settings: Record<string, unknown> = {}) => {
    const red = {
      nodes: { eachNode: (use: (node: FlowNode) => void) => flows.forEach(use) },
      settings,
      _: (key: string) => key,
    };
    return doctorSubject(red as unknown as Red, loaded.node('account') as unknown as AccountNode);
  };
  const start = async (...flows: FlowNode[]) => {
    const all = [tab, real(), ...flows, sink()];
    loaded = await load(all, REAL_CREDENTIALS);
    return all;
  };

  it('has the URLs that the flows listen to, of each number', async () => {
    const flows = await start(smsIn({ filterTo: US }), trigger('call-in', { id: 'call', respond: 'flow' }));
    const { wanted } = subject(flows);
    const base = 'https://example.com/twilio';
    assert.deepEqual(wanted('number', US), {
      messages: `${base}/message`,
      messagesFallback: `${base}/message`,
      calls: `${base}/call`,
      callsFallback: `${base}/call`,
    });
    assert.deepEqual(Object.keys(wanted('number', '+14155550199')), ['calls', 'callsFallback']);
    assert.deepEqual(Object.keys(wanted('whatsapp', `whatsapp:${US}`)), []);
  });

  it('has the fallback of the account, and the delivery status of WhatsApp senders', async () => {
    const fallbackUrl = 'https://backup.example.com/sms';
    const flows = [
      tab,
      real({ fallbackUrl }),
      trigger('whatsapp-in', { respond: 'empty' }),
      trigger('whatsapp-status', { id: 'status' }),
      sink(),
    ];
    loaded = await load(flows, REAL_CREDENTIALS);
    assert.deepEqual(subject(flows).wanted('whatsapp', `whatsapp:${US}`), {
      messages: 'https://example.com/twilio/message',
      messagesFallback: fallbackUrl,
      status: 'https://example.com/twilio/message-status',
    });
  });

  it('recognizes its own URLs', async () => {
    const flows = await start(smsIn());
    const isOwn = (url: string) => subject(flows).isOwn(new URL(url));
    assert.ok(isOwn('https://example.com/twilio/message?x=1'));
    for (const url of ['https://example.com/twilio2/message', 'https://other.example.com/twilio/message']) {
      assert.ok(!isOwn(url), url);
    }
  });

  it('returns the status nodes of this account, and whether one sends from a Messaging Service', async () => {
    const status = (more: Record<string, unknown>) => trigger('sms-status', { filterStatus: ['queued'], ...more });
    const flows = [
      ...(await start(status({ id: 'status', name: 'queue' }), sendSms({ sender: 'number' }))),
      // What the flows have beside what is deployed.
      status({ id: 'disabled', d: true }),
      status({ id: 'other', account: 'another' }),
    ];
    assert.deepEqual(subject(flows).statusListeners, [{ name: 'queue', statuses: ['queued'] }]);
    assert.equal(subject(flows).usesService, false);
    assert.equal(subject([...flows, sendSms({ sender: 'service' })]).usesService, true);
  });

  it('has the last unauthorized requests, a few of them, the newest first', async () => {
    const flows = await start(smsIn());
    for (let count = 1; count <= 8; count += 1) {
      await postSigned(loaded.url, { Body: 'x' }, { token: 'wrong', path: `/twilio/message?count=${count}` });
    }
    const { rejected } = subject(flows);
    assert.deepEqual(
      rejected.map(({ url }) => /count=(\d)/.exec(url)?.[1]),
      ['8', '7', '6', '5', '4'],
    );
  });

  it('returns httpNodeRoot and httpNodeAuth', async () => {
    const flows = await start(smsIn());
    for (const [httpNodeRoot, path] of [
      ['/', ''],
      ['/api/', '/api'],
      ['api', '/api'],
      [undefined, ''],
    ]) {
      assert.equal(subject(flows, { httpNodeRoot }).httpNodeRoot, path);
    }
    assert.equal(subject(flows).hasNodeAuth, false);
    assert.equal(subject(flows, { httpNodeAuth: { user: 'a', pass: 'b' } }).hasNodeAuth, true);
  });
});
