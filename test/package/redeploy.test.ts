import assert from 'node:assert/strict';
import { debug, sendSms, simulated, tab, trigger } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const at = { z: 'tab', x: 0, y: 0 };

/**
 * A flow that sends slowly, with a button for each of these recipients, and a Catch node.
 * @param sendRate in messages a second
 */
const flow = (recipients: unknown[], name: string, sendRate = 2): FlowNode[] => [
  { ...tab, label: name },
  simulated({ sendRate }),
  ...recipients.map((to, index) => ({
    id: `button${String(index)}`,
    type: 'inject',
    ...at,
    props: [
      { p: 'to', v: JSON.stringify(to), vt: 'json' },
      { p: 'payload', v: 'hello', vt: 'str' },
    ],
    wires: [['send']],
  })),
  sendSms({ wires: [['out']] }),
  debug(),
  { id: 'catch', type: 'catch', ...at, scope: null, uncaught: false, wires: [['caught']] },
  debug('caught'),
];

/** Only the first message is sent while a test runs. */
const SLOW = 0.01;

interface State {
  messages: { to: string }[];
}

describe('a flow that is deployed while messages wait for their turn', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(() => nodeRed.stop());

  const press = async (index: number): Promise<void> => {
    const answer = await fetch(`${nodeRed.admin}/inject/button${String(index)}`, { method: 'POST' });
    assert.equal(answer.status, 200);
  };
  const sentTo = async (): Promise<string[]> => {
    const answer = await fetch(`${nodeRed.admin}/twilio/simulator/account/state`);
    return ((await answer.json()) as State).messages.map(({ to }) => to);
  };
  const number = (index: number) => `+1415555012${String(index)}`;

  it('sends them all after the deployment, each once', async () => {
    const numbers = [0, 1, 2, 3, 4].map(number);
    await nodeRed.deploy(flow(numbers, 'before'));
    await nodeRed.printed(/Started flows/);
    for (const index of numbers.keys()) await press(index);
    await nodeRed.debug('out');
    await nodeRed.status('send', /^sending 3$/);
    await nodeRed.deploy(flow(numbers, 'after'));
    await nodeRed.printed(/Started flows/);
    for (const index of numbers.keys()) if (index > 0) await nodeRed.debug('out');
    assert.deepEqual((await sentTo()).sort(), numbers);
    assert.doesNotMatch(nodeRed.output(), /waiting to be sent/);
  });

  it('continues with a list where it was', async () => {
    const list = [5, 6, 7, 8].map(number);
    await nodeRed.deploy(flow([list], 'a list'));
    await nodeRed.printed(/Started flows/);
    await press(0);
    await nodeRed.status('send', /^sending 2$/);
    await nodeRed.deploy(flow([list], 'another list'));
    await nodeRed.status('send', /^sent to 4 of 4$/);
    assert.deepEqual((await sentTo()).slice(-4), list);
  });

  it('names in the log what was not sent when Node-RED ends, each once', async () => {
    const numbers = [0, 1, 2, 3, 4].map(number);
    const ending = await startNodeRed({ flows: flow(numbers, 'ends', SLOW) });
    for (const index of numbers.keys())
      await fetch(`${ending.admin}/inject/button${String(index)}`, { method: 'POST' });
    await ending.status('send', /^sending 4$/);
    await ending.stop();
    const lines = ending
      .output()
      .split('\n')
      .filter((line) => line.includes('was stopped with'));
    assert.equal(lines.length, 1, lines.join('\n'));
    for (const to of numbers.slice(1)) assert.equal(lines[0]?.split(`to ${to}: `).length, 2, lines[0]);
  });

  it('names in the log what was not sent when Node-RED ends, each once, also without a Catch node', async () => {
    const numbers = [0, 1, 2, 3, 4].map(number);
    const flows = flow(numbers, 'ends', SLOW).filter(({ type }) => type !== 'catch');
    const ending = await startNodeRed({ flows });
    for (const index of numbers.keys())
      await fetch(`${ending.admin}/inject/button${String(index)}`, { method: 'POST' });
    await ending.status('send', /^sending 4$/);
    await ending.stop();
    const output = ending.output();
    for (const to of numbers.slice(1)) assert.equal(output.split(`to ${to}: `).length, 2, output);
  });
});

describe('a flow that is deployed while a recording is fetched', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(() => nodeRed.stop());

  const recorder = (name: string): FlowNode[] => [
    { ...tab, label: name },
    simulated(),
    trigger('call-in', {
      respond: 'twiml',
      twiml: '<Response><Record recordingStatusCallback="recording"/></Response>',
      wires: [[]],
    }),
    trigger('recording-in', {
      id: 'recorded',
      filterStatus: [],
      fetchAudio: 'buffer',
      format: 'wav',
      deleteAfter: true,
      wires: [['out', 'kind']],
    }),
    debug('out', { complete: 'twilio.recordingSid', targetType: 'msg' }),
    debug('kind', { complete: 'contentType', targetType: 'msg' }),
  ];
  const simulator = (path: string, body?: unknown) =>
    fetch(`${nodeRed.admin}/twilio/simulator/account/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const state = async () =>
    (await (await simulator('state')).json()) as {
      recordings: { sid: string; status: string }[];
      requests: { kind: string; url: string; status: number | null }[];
    };
  const until = async (isSo: (now: Awaited<ReturnType<typeof state>>) => boolean): Promise<void> => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (isSo(await state())) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail('it did not come to that');
  };

  /**
   * A caller leaves a recording, and the node requests its file while it does not exist yet.
   * @param preparing how many requests for the file are answered with 404
   */
  const leave = async (preparing: number): Promise<string | undefined> => {
    const missing = ({ requests }: Awaited<ReturnType<typeof state>>) =>
      requests.filter(({ url, status }) => url.endsWith('.wav') && status === 404).length;
    const before = missing(await state());
    await simulator('faults', { preparing });
    const made = await simulator('calls', { from: '+14155550123', to: '+14155550100' });
    const { sid } = (await made.json()) as { sid: string };
    await simulator(`calls/${sid}/speech`, { text: 'please call me back' });
    await simulator(`calls/${sid}/hangup`, {});
    await until((now) => missing(now) > before);
    return (await state()).recordings.at(-1)?.sid;
  };

  it('leaves the download to the new flow, which deletes the recording at Twilio only after it', async () => {
    await nodeRed.deploy(recorder('before'));
    await nodeRed.printed(/Started flows/);
    // The first request comes before the deployment, and the second one after it. The third one gets the file.
    const sid = await leave(2);
    await nodeRed.deploy(recorder('after'));
    assert.match(await nodeRed.printed(/continues when the flow runs again/), new RegExp(String(sid)));
    assert.deepEqual([await nodeRed.debug('out'), await nodeRed.debug('kind')], [sid, 'audio/x-wav']);
    assert.deepEqual((await state()).recordings, []);
  });

  it('logs that no node has taken the recording when its node was removed', async () => {
    await nodeRed.deploy(recorder('before'));
    await nodeRed.printed(/Started flows/);
    // So many that the file does not come before the deployment, however long that takes.
    await leave(10);
    await nodeRed.deploy(recorder('without it').filter(({ id }) => id !== 'recorded'));
    await nodeRed.printed(/for a node that no longer exists/);
    assert.equal((await state()).recordings.length, 1, 'the recording is still at Twilio');
  });
});
