import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkPackage } from '../../scripts/user-dir';
import { testCall, verbs, type TestCall } from '../nodes/steps/call-of-test';
import { CREDENTIALS, real, REAL_CREDENTIALS, tab, trigger } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { gather, say } from '../support/step-flows';
import { postEvent, sid, sign, type Answer } from '../support/twilio';

const onTab = { z: 'tab', x: 0, y: 0 };

/** Counts how often the flow has run behind a step, for each call. */
const count = (id: string, next: string): FlowNode => ({
  id: `count-${id}`,
  type: 'function',
  ...onTab,
  func: `const key = '${id}' + msg.twilio.callSid;
    flow.set(key, (flow.get(key) ?? 0) + 1);
    return msg;`,
  outputs: 1,
  libs: [],
  wires: [[next]],
});

const COUNTS = `
const { sid } = msg.req.query;
const counts = ['call', 'first', 'second'].map((id) => flow.get(id + sid) ?? 0);
return { ...msg, payload: counts };`;

const flows: FlowNode[] = [
  tab,
  real(),
  trigger('call-in', { respond: 'flow', deadline: 10, wires: [['count-call']] }),
  count('call', 'first'),
  gather('first', [['count-first'], []], { prompt: 'First?', numDigits: '1' }),
  count('first', 'said'),
  say('said', ['second'], { text: '"You said " & payload', textType: 'jsonata' }),
  gather('second', [['count-second'], []], { prompt: 'Second?', numDigits: '1' }),
  count('second', 'bye'),
  say('bye', [], { text: 'Good bye.' }),
  { id: 'counts-in', type: 'http in', ...onTab, url: '/counts', method: 'get', wires: [['counts']] },
  { id: 'counts', type: 'function', ...onTab, func: COUNTS, outputs: 1, libs: [], wires: [['out']] },
  { id: 'out', type: 'http response', ...onTab, wires: [] },
];

describe('forged, repeated and reordered requests for steps, in a real Node-RED', function () {
  // One of the tests starts Node-RED again.
  this.timeout(90_000);
  let userDir: string;
  let nodeRed: RealNodeRed;
  let call: TestCall;
  let first: string;

  const start = async (): Promise<void> => {
    nodeRed = await startNodeRed({ userDir, flows, credentials: REAL_CREDENTIALS });
  };
  /** How often the flow has run behind "call in", the first and the second gather. */
  const runs = async (): Promise<unknown> => (await fetch(`${nodeRed.url}/counts?sid=${call.sid}`)).json();
  const texts = (answers: Answer[]): string[] => [...new Set(answers.map(({ text }) => text))];

  before(async () => {
    userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-calls-'));
    await linkPackage(userDir);
    await start();
  });
  beforeEach(async () => {
    call = testCall(nodeRed.url);
    first = (await call.ring()).text;
    assert.match(verbs(first), /First\?/);
  });
  after(async () => {
    await nodeRed.stop();
    await rm(userDir, { recursive: true, force: true });
  });

  it('rejects requests that are not signed by Twilio, and the call continues', async () => {
    const forged = [
      await call.comeBack(first, { Digits: '6' }, { token: 'guessed' }),
      await call.comeBack(first, { Digits: '6' }, { headers: { 'X-Twilio-Signature': '' } }),
      await call.comeBack(first, { Digits: '6' }, { publicUrl: 'https://elsewhere.example.com' }),
    ];
    assert.deepEqual(
      forged.map(({ status }) => status),
      [403, 403, 403],
    );
    assert.deepEqual(await runs(), [1, 0, 0]);
    assert.match(verbs((await call.comeBack(first, { Digits: '1' })).text), /You said 1.*Second\?/);
  });

  it('rejects a signed request whose step or number was changed', async () => {
    const [, query = ''] = /\/twilio\/step\?([^"<]*)/.exec(first) ?? [];
    const given = `/twilio/step?${query.replaceAll('&amp;', '&')}`;
    for (const changed of [
      given.replace('node=first', 'node=second'),
      given.replace('n=1', 'n=2'),
      `${given}&hold=1`,
    ]) {
      const params = { CallSid: call.sid, From: '+14155550123', CallStatus: 'in-progress', Digits: '6' };
      const { accountSid, authToken } = CREDENTIALS;
      const signature = sign(authToken, `https://example.com${given}`, { AccountSid: accountSid, ...params });
      const departures = { path: changed, headers: { 'X-Twilio-Signature': signature } };
      assert.equal((await postEvent(nodeRed.url, 'step', params, departures)).status, 403, changed);
    }
    assert.deepEqual(await runs(), [1, 0, 0]);
    assert.equal((await call.comeBack(first, { Digits: '6' })).status, 200);
  });

  it('answers a request that is repeated at once, or later, as the first time, and the flow runs once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call.comeBack(first, { Digits: '1' })));
    assert.equal(texts(answers).length, 1, texts(answers).join('\n'));
    assert.match(texts(answers)[0] ?? '', /You said 1.*Second\?/);
    // Also when it says something else now.
    const later = [await call.comeBack(first, { Digits: '1' }), await call.comeBack(first, { Digits: '9' })];
    assert.deepEqual(texts(later), texts(answers));
    assert.deepEqual(await runs(), [1, 1, 0]);
  });

  it('answers a repeated request as the first time after Node-RED was killed', async () => {
    const { text } = await call.comeBack(first, { Digits: '1' });
    // Resolves when what was written before it is on the disk too.
    const next = testCall(nodeRed.url);
    await next.comeBack((await next.ring()).text, { Digits: '2' });
    assert.deepEqual(await runs(), [1, 1, 0]);
    await nodeRed.kill();
    await start();
    call = testCall(nodeRed.url, call.sid);
    assert.equal((await call.comeBack(first, { Digits: '1' })).text, text);
    assert.deepEqual(await runs(), [0, 0, 0]);
    assert.match((await call.comeBack(text, { Digits: '3' })).text, /Good bye/);
    assert.deepEqual(await runs(), [0, 0, 1]);
  });

  it('does not go back when an old request arrives after a new one', async () => {
    const second = (await call.comeBack(first, { Digits: '1' })).text;
    const last = (await call.comeBack(second, { Digits: '2' })).text;
    assert.match(last, /Good bye/);
    for (const [document, digits] of [
      [first, '7'],
      [second, '8'],
      [first, '1'],
    ] as const) {
      const { status } = await call.comeBack(document, { Digits: digits });
      assert.equal(status, 200);
    }
    assert.deepEqual(await runs(), [1, 1, 1]);
  });

  it('does not mix the steps of two calls that request the same address', async () => {
    const other = testCall(nodeRed.url);
    const otherFirst = (await other.ring()).text;
    const [one, two] = await Promise.all([
      call.comeBack(first, { Digits: '1' }),
      other.comeBack(otherFirst, { Digits: '2' }),
    ]);
    assert.match(one.text, /You said 1/);
    assert.match(two.text, /You said 2/);
    assert.deepEqual(await runs(), [1, 1, 0]);
  });

  it('answers signed requests that no document has named, and other calls go on', async () => {
    const expected = {
      '': 400,
      '?n=1': 400,
      '?node=first': 200,
      '?node=first&n=x': 200,
      '?node=first&n=-1': 200,
      '?node=nobody&n=1': 200,
      // A node that is no step.
      '?node=out&n=1': 200,
    };
    for (const [query, expectedStatus] of Object.entries(expected)) {
      const unknown = { CallSid: sid('CA'), From: '+14155550123', To: '+14155550100', CallStatus: 'in-progress' };
      const { status } = await postEvent(nodeRed.url, 'step', unknown, { path: `/twilio/step${query}` });
      assert.equal(status, expectedStatus, query);
    }
    assert.match((await call.comeBack(first, { Digits: '1' })).text, /You said 1/);
    assert.doesNotMatch(nodeRed.output(), /TypeError|Uncaught|unhandled/i);
  });
});
