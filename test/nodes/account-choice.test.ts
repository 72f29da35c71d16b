import assert from 'node:assert/strict';
import type { AccountOptions } from '../../lib/account/account-options';
import type { RestRequest, RestResponse } from '../../lib/account/transport';
import { removeQuestions } from '../../lib/node-red/question-hub';
import { action } from '../support/action-flows';
import { catcher, CREDENTIALS, real, sendSms, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { postEvent } from '../support/twilio';

const TO = '+14155550123';
const BRANCH_TOKEN = 'token-of-the-branch-account';
const BRANCH = { accountSid: `AC${'2'.repeat(32)}`, authToken: BRANCH_TOKEN };

// Node-RED takes any property that equals an id for a reference, so no name is also an id.
const accounts = [
  real({ name: 'main', from: '+14155550100' }),
  real({ id: 'branch-account', name: 'branch', path: '/branch', from: '+442079460100' }),
  real({ id: 'other-account', name: 'other', path: '/other' }),
];
const credentials = { account: CREDENTIALS, 'branch-account': BRANCH, 'other-account': CREDENTIALS };

describe('msg.account', () => {
  let loaded: Loaded;
  /** The requests to Twilio, each with the account node that sent it. */
  let requests: { account: string; request: RestRequest }[];
  let answer: (request: RestRequest) => Promise<RestResponse>;
  afterEach(() => loaded.unload());

  const connect = () => {
    for (const { id } of accounts) {
      const { options } = loaded.node(id)['account'] as { options: AccountOptions };
      options.transport = (request) => {
        requests.push({ account: id, request });
        return answer(request);
      };
    }
  };
  const start = async (...nodes: FlowNode[]) => {
    requests = [];
    answer = () => Promise.resolve({ statusCode: 201, body: { sid: `SM${'1'.repeat(32)}`, to: TO, valid: true } });
    loaded = await load([tab, ...accounts, ...nodes, catcher, sink(), sink('caught')], credentials);
    connect();
  };
  const error = async () =>
    (await loaded.arrival('caught'))['error'] as { code: string; message: string; cause: object };

  it('names the account that sends the message, with its own default sender', async () => {
    await start(sendSms({ accounts: ['branch-account'] }));
    for (const [account, used, from] of [
      ['branch', 'branch-account', '+442079460100'],
      ['main', 'account', '+14155550100'],
      ['', 'account', '+14155550100'],
      [undefined, 'account', '+14155550100'],
    ] as const) {
      loaded.node('send').receive({ to: TO, payload: 'x', account });
      const msg = await loaded.arrival('out');
      assert.equal(msg['account'], account);
      const last = requests.at(-1);
      assert.equal(last?.account, used);
      assert.equal((last?.request.data as Record<string, unknown> | undefined)?.['From'], from);
    }
  });

  for (const [name, fields, msg] of [
    ['make-call', { say: 'hello', sayType: 'str' }, { to: TO }],
    ['send-whatsapp', {}, { to: TO, payload: 'x' }],
    ['lookup', {}, { payload: TO }],
    ['verify', { service: `VA${'1'.repeat(32)}`, channel: 'sms' }, { payload: TO }],
    ['api', { resource: 'account', operation: 'get' }, {}],
    ['call-control', {}, { twilio: { accountSid: CREDENTIALS.accountSid, callSid: `CA${'1'.repeat(32)}` } }],
    ['call-control', { account: '' }, { twilio: { callSid: `CA${'1'.repeat(32)}` } }],
  ] as const) {
    it(`chooses the account of ${name}${'account' in fields ? ' without its own' : ''}`, async () => {
      await start(action(name, { ...fields, accounts: ['branch-account'], wires: [['out'], ['out']] }));
      loaded.node('action').receive({ ...msg, account: 'branch' });
      await loaded.arrival('out');
      assert.deepEqual([...new Set(requests.map(({ account }) => account))], ['branch-account']);
    });
  }

  it('does not choose the account of a call when "call control" has none', async () => {
    await start(action('call-control', { account: '' }));
    const twilio = { accountSid: CREDENTIALS.accountSid, callSid: `CA${'1'.repeat(32)}` };
    loaded.node('action').receive({ twilio, account: 'branch' });
    await loaded.arrival('out');
    assert.notEqual(requests.at(-1)?.account, 'branch-account');
  });

  describe('chooses the account that asks', () => {
    const reply = (Body: string) =>
      postEvent(
        loaded.url,
        'message',
        { AccountSid: BRANCH.accountSid, MessageSid: `SM${'2'.repeat(32)}`, From: TO, To: '+442079460100', Body },
        { path: '/branch/message', token: BRANCH_TOKEN },
      );
    const asked = async () => {
      const isSent = new Promise<void>((resolve) => {
        answer = () => {
          resolve();
          return Promise.resolve({ statusCode: 201, body: { sid: `SM${'1'.repeat(32)}`, to: TO } });
        };
      });
      loaded.node('action').receive({ to: TO, payload: 'Are you coming?', account: 'branch' });
      await isSent;
      assert.deepEqual(
        requests.map(({ account, request }) => [account, (request.data as Record<string, unknown>)['From']]),
        [['branch-account', '+442079460100']],
      );
    };
    afterEach(() => {
      for (const { id } of accounts) removeQuestions(id);
    });

    it('and its reply leaves the node', async () => {
      await start(action('ask', { accounts: ['branch-account'] }));
      await asked();
      await reply('Yes');
      assert.equal((await loaded.arrival('out'))['payload'], 'Yes');
    });

    it('also after that account alone was deployed again', async () => {
      const ask = action('ask', { accounts: ['branch-account'] });
      await start(ask);
      await asked();
      const changed = accounts.map((account) =>
        account.id === 'branch-account' ? { ...account, validityPeriod: 100 } : account,
      );
      await loaded.redeploy([tab, ...changed, ask, catcher, sink(), sink('caught')], 'nodes');
      await reply('Yes');
      assert.equal((await loaded.arrival('out'))['payload'], 'Yes');
    });
  });

  it('is an error that names the allowed accounts when it names another one, and nothing is sent', async () => {
    await start(sendSms({ accounts: ['branch-account', 'deleted'] }));
    for (const account of ['other', 'nowhere', 7, { name: 'branch' }]) {
      loaded.node('send').receive({ to: TO, payload: 'x', account });
      const { code, message, cause } = await error();
      assert.equal(code, 'INVALID_CONNECTION_SETTINGS');
      assert.match(message, /does not allow the account/);
      assert.match(JSON.stringify(cause), /allows \\"main\\", \\"branch\\"/);
      assert.doesNotMatch(JSON.stringify(cause), /other/);
    }
    assert.deepEqual(requests, []);
  });

  it('allows only its own account by default', async () => {
    await start(sendSms());
    loaded.node('send').receive({ to: TO, payload: 'x', account: 'branch' });
    assert.match(JSON.stringify((await error()).cause), /It allows \\"main\\"\./);
    assert.deepEqual(requests, []);
  });

  it('is an error when two allowed accounts have this name', async () => {
    const twin = real({ id: 'twin', name: 'branch', path: '/twin' });
    await start(sendSms({ accounts: ['branch-account', 'twin'] }), twin);
    loaded.node('send').receive({ to: TO, payload: 'x', account: 'branch' });
    assert.match((await error()).message, /Several accounts of this node are named "branch"/);
    assert.deepEqual(requests, []);
  });

  it('works for a node without an account of its own', async () => {
    await start(sendSms({ account: '', accounts: ['branch-account'] }));
    loaded.node('send').receive({ to: TO, payload: 'x', account: 'branch' });
    await loaded.arrival('out');
    assert.equal(requests.at(-1)?.account, 'branch-account');
  });

  it('lets the node show the delivery that the chosen account reports', async () => {
    await start(sendSms({ accounts: ['branch-account'], track: true }));
    loaded.node('send').receive({ to: TO, payload: 'x', account: 'branch' });
    await loaded.arrival('out');
    const status = { MessageSid: `SM${'1'.repeat(32)}`, MessageStatus: 'delivered', From: '+442079460100', To: TO };
    await postEvent(
      loaded.url,
      'message-status',
      { AccountSid: BRANCH.accountSid, ...status },
      { path: '/branch/message-status', token: BRANCH_TOKEN },
    );
    await loaded.statusOf('send', 'runtime.status.delivery', 'green');
  });

  it('lets "make call" wait for the end of a call of the chosen account', async () => {
    await start(action('make-call', { say: 'hello', sayType: 'str', accounts: ['branch-account'], wait: true }));
    const callSid = `CA${'1'.repeat(32)}`;
    answer = () => Promise.resolve({ statusCode: 201, body: { sid: callSid, to: TO } });
    loaded.node('action').receive({ to: TO, account: 'branch' });
    await loaded.statusOf('action', 'runtime.status.calling');
    while (requests.length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    await postEvent(
      loaded.url,
      'call-status',
      { AccountSid: BRANCH.accountSid, CallSid: callSid, CallStatus: 'completed', Direction: 'outbound-api' },
      { path: '/branch/call-status', token: BRANCH_TOKEN },
    );
    const { payload } = await loaded.arrival('out');
    assert.equal((payload as { status: string }).status, 'completed');
  });

  it('keeps the secrets of the chosen account out of errors', async () => {
    await start(sendSms({ accounts: ['branch-account'] }));
    answer = () => Promise.reject(new Error(`no, ${BRANCH_TOKEN}`));
    loaded.node('send').receive({ to: TO, payload: 'x', account: 'branch' });
    assert.doesNotMatch(JSON.stringify(await error()), new RegExp(BRANCH_TOKEN));
  });
});
