import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareUserDir } from '../../scripts/user-dir';
import { EXAMPLE_ACCOUNT, EXAMPLES, example } from '../support/examples';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const PERSON = '+14155550123';

interface State {
  messages: { from: string; to: string; body: string; direction: string }[];
}

/** What the debug node of each button shows when nothing has happened before. */
const BUTTONS: readonly [example: string, button: string, debug: string][] = [
  ['alarm-escalation', 'alarm', 'who is called'],
  ['alarm-escalation', 'all clear', 'no call to end'],
  ['appointment-reminder', 'Friday at 9:30', 'reminder sent'],
  ['appointment-reminder', 'call', 'answered'],
  ['call-back-queue', 'take the next caller', 'agent called'],
  ['call-back-queue', 'call back the next', 'result'],
  ['call-queue', 'list waiting callers', 'waiting callers'],
  ['delivery-report', 'last 7 days', 'report'],
  ['delivery-report', "today's usage", 'usage'],
  ['delivery-report', 'balance', 'current balance'],
  ['delivery-watch', 'send message', 'accepted by Twilio'],
  ['live-audio', 'call and listen', 'stream started'],
  ['number-hygiene', 'number list', 'clean list'],
  ['phone-survey', 'call', 'call placed'],
  ['two-factor-login', 'send a code', 'buttons'],
  ['two-factor-login', 'check 000000', 'buttons'],
  ['voicemail-archive', 'save all', 'no recordings'],
  ['voicemail-archive', 'save and delete old ones', 'no recordings'],
];

const named = (flow: readonly FlowNode[], type: string, name: string): string =>
  flow.find((node) => node.type === type && node['name'] === name)?.id ?? `no ${type} "${name}"`;

describe('npm start', () => {
  it('opens the editor on auto-reply, with the call menu next to it', async () => {
    const userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-start-'));
    try {
      await prepareUserDir(userDir);
      const flows = JSON.parse(await readFile(path.join(userDir, 'flows.json'), 'utf8')) as FlowNode[];
      const tabs = flows.filter(({ type }) => type === 'tab').map((tab) => tab['label']);
      assert.equal(tabs.length, EXAMPLES.length);
      assert.deepEqual(tabs.slice(0, 2), ['Auto-reply', 'Call menu']);
    } finally {
      await rm(userDir, { recursive: true });
    }
  });
});

describe('the examples, on a new simulator', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(() => nodeRed.stop());

  it('have a test for every button', () => {
    const buttons = EXAMPLES.flatMap((name) =>
      example(name)
        .filter(({ type }) => type === 'inject')
        .map((node) => `${name}: ${String(node['name'])}`),
    );
    assert.deepEqual(BUTTONS.map(([name, button]) => `${name}: ${button}`).sort(), buttons.sort());
  });

  BUTTONS.forEach(([name, button, debug], index) => {
    it(`${name}: the button "${button}" works when it is pressed first`, async () => {
      // Each with a simulator of its own.
      const flow = example(name, `account-${String(index)}`);
      await nodeRed.deploy(flow);
      await nodeRed.printed(/Started flows/);
      // The deployment may have stopped a call of the example before, which is an error of that one.
      const start = nodeRed.output().length;
      const answer = await fetch(`${nodeRed.admin}/inject/${named(flow, 'inject', button)}`, { method: 'POST' });
      assert.equal(answer.status, 200);
      const shown = await nodeRed.debug(named(flow, 'debug', debug));
      assert.ok(shown !== undefined);
      assert.equal(Object(shown).error, undefined, JSON.stringify(shown));
      assert.doesNotMatch(nodeRed.output().slice(start), /\[error\]/);
    });
  });
});

describe('the examples, all together', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  let flows: FlowNode[];
  before(async () => {
    flows = [...new Map(EXAMPLES.flatMap((name) => example(name)).map((node) => [node.id, node])).values()];
    nodeRed = await startNodeRed({ flows });
  });
  after(() => nodeRed.stop());

  const simulator = () => `${nodeRed.admin}/twilio/simulator/${EXAMPLE_ACCOUNT}`;
  const state = async (): Promise<State> => (await (await fetch(`${simulator()}/state`)).json()) as State;

  /** The id of an example's tab. */
  const tabOf = (name: string): string => example(name).find(({ type }) => type === 'tab')?.id ?? '';

  for (const [name, to, message] of [
    ['auto-reply', '+14155550100', { body: 'When are you open?' }],
    ['photo-echo', '+14155550100', { body: 'look', media: 'sample:image' }],
    ['forward', '+442079460100', { body: 'forward hello' }],
    ['whatsapp-concierge', 'whatsapp:+14155550100', { body: 'hello', channel: 'whatsapp' }],
    ['read-receipts', 'whatsapp:+442079460100', { body: 'hello', channel: 'whatsapp' }],
    ['appointment-reminder', 'whatsapp:+61255501000', { body: 'Confirm', channel: 'whatsapp' }],
  ] as const) {
    it(`only ${name} takes ${JSON.stringify(message.body)} to ${to}`, async () => {
      const before = (await state()).messages.length;
      const from = to.startsWith('whatsapp:') ? `whatsapp:${PERSON}` : PERSON;
      const answer = await fetch(`${simulator()}/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ from, to, ...message }),
      });
      assert.equal(answer.status, 200);
      const { data } = await nodeRed.told(
        ({ topic, data }) => topic === 'debug' && Reflect.get(data as object, 'z') === tabOf(name),
      );
      assert.notEqual(Reflect.get(data as object, 'format'), 'error');
      // The message and its one answer.
      const { messages } = await state();
      assert.equal(messages.length, before + 2, JSON.stringify(messages.slice(before)));
    });
  }

  it('have no two triggers that answer the same message', () => {
    const takes = (node: FlowNode): string =>
      [node.type, node['filterTo'], node['filterMedia'], node['filterBody']].map(String).join(' ');
    const answering = flows.filter(({ type }) => ['twilio-sms-in', 'twilio-whatsapp-in'].includes(type));
    for (const node of answering) assert.notEqual(node['filterTo'], '', takes(node));
  });

  it('have ids of their own', () => {
    const ids = EXAMPLES.flatMap((name) => example(name).map(({ id }) => id));
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index && id !== EXAMPLE_ACCOUNT),
      [],
    );
  });

  it('have no two triggers that answer the calls to the same number', () => {
    const answering = flows.filter(({ type, respond }) => type === 'twilio-call-in' && respond !== 'reject');
    const numbers = answering.map((node) => String(node['filterTo']));
    assert.deepEqual(numbers, [...new Set(numbers)]);
    assert.ok(!numbers.includes(''));
  });
});
