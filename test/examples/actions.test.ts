import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { action } from '../support/action-flows';
import { EXAMPLE_ACCOUNT, example } from '../support/examples';
import { debug } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const GUEST = '+447700900124';

interface State {
  messages: { sid: string; to: string; body: string; status: string }[];
  calls: { sid: string; status: string; transcript: { text: string }[] }[];
  recordings: { sid: string }[];
  verifications: { to: string; code: string }[];
}

describe('the examples for actions, on the simulator', function () {
  this.timeout(30_000);
  let nodeRed: RealNodeRed;
  let files: string;
  before(async () => {
    files = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-files-'));
    nodeRed = await startNodeRed({ settings: { fileWorkingDirectory: files } });
  });
  after(async () => {
    await nodeRed.stop();
    await rm(files, { recursive: true });
  });

  const simulator = () => `${nodeRed.admin}/twilio/simulator/${EXAMPLE_ACCOUNT}`;
  const state = async (): Promise<State> => (await (await fetch(`${simulator()}/state`)).json()) as State;

  const named = (flow: FlowNode[], type: string, name: string): string =>
    flow.find((node) => node.type === type && node['name'] === name)?.id ?? `no ${type} "${name}"`;

  /** Deploys an example, and gives its buttons and what its debug nodes show. */
  async function deploy(name: string, more: FlowNode[] = [], change = (flow: FlowNode[]) => flow) {
    const flow = change([...example(name), ...more]);
    await nodeRed.deploy(flow);
    await nodeRed.printed(/Started flows/);
    return {
      async press(button: string): Promise<void> {
        const answer = await fetch(`${nodeRed.admin}/inject/${named(flow, 'inject', button)}`, { method: 'POST' });
        assert.equal(answer.status, 200);
      },
      shown: (debug: string) => nodeRed.debug(named(flow, 'debug', debug)),
    };
  }

  /** Waits until something is so, as the simulator sees it. */
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail('it did not come to that');
  }
  const post = (address: string, body: unknown) =>
    fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

  it('appointment-reminder reminds with the template, takes the answer, and calls', async () => {
    const { press, shown } = await deploy('appointment-reminder');
    await press('Friday at 9:30');
    const sent = (await shown('reminder sent')) as { body: string; to: string };
    assert.deepEqual(
      [sent.body, sent.to],
      ['Your appointment is on Friday at 9:30. Can you make it?', `whatsapp:${GUEST}`],
    );
    const answer = { from: `whatsapp:${GUEST}`, to: 'whatsapp:+61255501000', body: 'Confirm', channel: 'whatsapp' };
    assert.equal((await post(`${simulator()}/messages`, answer)).status, 200);
    assert.equal(await shown('reply'), 'Confirm');
    await press('call');
    assert.equal(((await shown('answered')) as { status: string }).status, 'completed');
  });

  it('two-factor-login accepts a person with the code, over its two URLs', async () => {
    const { press, shown } = await deploy('two-factor-login');
    const sent = await post(`${nodeRed.url}/login/code`, { to: GUEST });
    assert.deepEqual([sent.status, await sent.json()], [200, { sent: true }]);
    const code = (await state()).verifications.at(-1)?.code ?? '';
    const wrong = await post(`${nodeRed.url}/login/check`, { to: GUEST, code: code === '1234' ? '4321' : '1234' });
    assert.deepEqual([wrong.status, await wrong.json()], [401, { approved: false, reason: 'wrong' }]);
    const right = await post(`${nodeRed.url}/login/check`, { to: GUEST, code });
    assert.deepEqual([right.status, await right.json()], [200, { approved: true }]);
    const nobody = await post(`${nodeRed.url}/login/code`, { to: 'nobody' });
    assert.deepEqual(
      [nobody.status, await nobody.json()],
      [400, { error: '"nobody" is not a valid recipient for a verification' }],
    );
    await press('send a code');
    assert.deepEqual(await shown('buttons'), { sent: true });
  });

  it('number-hygiene returns the clean list', async () => {
    const { press, shown } = await deploy('number-hygiene');
    await press('number list');
    const list = (await shown('clean list')) as { number: string; type?: string; errors?: string[] }[];
    assert.deepEqual(
      list.map(({ number, type, errors }) => [number, type ?? (errors ?? []).length > 0]),
      [
        ['+14155550123', 'mobile'],
        ['+447700900124', 'mobile'],
        [list[2]?.number, true],
        [list[3]?.number, true],
        ['+15005551001', 'landline'],
      ],
    );
  });

  it('voicemail-archive saves every recording as a file', async () => {
    const tab = example('voicemail-archive').find(({ type }) => type === 'tab')?.id ?? '';
    const record: FlowNode = {
      ...debug('record'),
      type: 'inject',
      z: tab,
      once: false,
      repeat: '',
      wires: [['action']],
    };
    const call = { to: GUEST, toType: 'str', say: 'Hello', sayType: 'str', record: true, wait: true, wires: [['out']] };
    // A call that is recorded leaves something to archive.
    const { press, shown } = await deploy('voicemail-archive', [
      record,
      action('make-call', { z: tab, account: EXAMPLE_ACCOUNT, ...call }),
      debug('out', { z: tab }),
    ]);
    await press('record');
    await shown('out');
    await press('save all');
    await shown('saved');
    const [saved = ''] = await readdir(path.join(files, 'voicemail-archive'));
    assert.match(saved, /^\d{4}-\d\d-\d\d-RE[0-9a-f]{32}\.mp3$/);
    // As if those of today were old.
    const old = (flow: FlowNode[]): FlowNode[] =>
      flow.map((node) => JSON.parse(JSON.stringify(node).replace('- 30 * 86400000', '+ 86400000')) as FlowNode);
    const later = await deploy('voicemail-archive', [], old);
    await later.press('save and delete old ones');
    assert.deepEqual(Object(await later.shown('deleted')).deleted, true);
    assert.deepEqual((await state()).recordings, []);
  });

  it('delivery-report describes the rates, and reports usage and balance', async () => {
    const { press, shown } = await deploy('delivery-report');
    await press('last 7 days');
    assert.match(String(await shown('report')), /^From \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d: \d+ messages.*; \d+ calls/);
    await press("today's usage");
    assert.ok(Array.isArray(await shown('usage')));
    await press('balance');
    assert.notEqual(((await shown('current balance')) as { balance: string }).balance, undefined);
  });

  it('call-queue lets callers wait, says their position, and connects the first with the agent', async () => {
    const { press, shown } = await deploy('call-queue');
    const hotline = '+61255501000';
    const call = async (from: string) =>
      (await (await post(`${simulator()}/calls`, { from, to: hotline })).json()) as { sid: string };
    const heard = async (sid: string, text: RegExp): Promise<void> => {
      await until(async () => {
        const { calls } = await state();
        return calls.find((one) => one.sid === sid)?.transcript.some((line) => text.test(line.text)) === true;
      });
    };
    const first = await call(GUEST);
    assert.match(((await shown('notified')) as { body: string }).body, /^A caller is waiting: \+447700900124\./);
    await heard(first.sid, /You are number 1 in the queue/);
    const second = await call('+14155550177');
    await heard(second.sid, /You are number 2 in the queue/);
    await press('list waiting callers');
    const waiting = (await shown('waiting callers')) as { callSid: string }[];
    assert.deepEqual(
      waiting.map(({ callSid }) => callSid),
      [first.sid, second.sid],
    );
    const agent = await call('+447700900123');
    await heard(first.sid, /connected to \+447700900123/);
    await heard(second.sid, /You are number 1 in the queue/);
    await post(`${simulator()}/calls/${agent.sid}/hangup`, {});
    await heard(first.sid, /Thank you for your call/);
  });

  it('live-audio receives the audio of its own calls only', async () => {
    const { press, shown } = await deploy('live-audio');
    const forged = new WebSocket(`${nodeRed.url.replace('http', 'ws')}/live-audio`);
    await once(forged, 'open');
    const start = { event: 'start', streamSid: 'MZ1', start: { callSid: 'CA1', streamSid: 'MZ1' } };
    forged.send(JSON.stringify(start));
    await press('call and listen');
    const began = (await shown('stream started')) as { callSid: string; customParameters: unknown };
    const { calls } = await state();
    assert.deepEqual([began.callSid, began.customParameters], [calls.at(-1)?.sid, {}]);
    assert.equal((await post(`${simulator()}/calls/${began.callSid}/speech`, { text: 'hello there you' })).status, 200);
    assert.match(String(await shown('volume')), /^speech \(volume \d+ %\)$/);
    assert.equal(await shown('volume'), 'silence');
    await post(`${simulator()}/calls/${began.callSid}/hangup`, {});
    assert.equal(((await shown('stream stopped')) as { callSid: string }).callSid, began.callSid);
    forged.close();
  });
});
