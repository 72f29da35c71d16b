import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { debug, tab, trigger } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { conversation, say } from '../support/step-flows';
import { outsideAccount } from '../support/twilio-server';
import { useOutsideCalls } from './outside-calls';

const DESK = '+14155550100';
const CALLER = '+14155550123';

/** Stands for a language model. It tells how many entries the history has. */
const MODEL = `
const said = msg.messages.at(-1).content;
if (said.includes('Swedish')) return [[{ ...msg, language: 'sv-SE' }, { ...msg, payload: 'Gärna.' }]];
if (said.includes('human')) return { ...msg, end: { to: 'sales' } };
const count = msg.messages.length;
return { ...msg, payload: 'Entry number ' + count + ' of our long and pleasant conversation was: ' + said };`;

const flows: FlowNode[] = [
  tab,
  outsideAccount(),
  trigger('call-in', { respond: 'flow', deadline: 10, wires: [['talk']] }),
  conversation('talk', [['model'], [], ['bye']], { greeting: 'Hello.', systemPrompt: 'Be short.' }),
  { id: 'model', type: 'function', z: 'tab', x: 0, y: 0, func: MODEL, outputs: 1, libs: [], wires: [['talk']] },
  say('bye', ['out'], {
    text: '"To " & twilio.conversation.handoffData.to & ". " & $count(messages) & " entries."',
    textType: 'jsonata',
  }),
  debug(),
];

/** A tunnel that holds connections while there is nothing behind it, as a load balancer does. */
interface Tunnel {
  url: string;
  /** Where connections go from now on. Those that wait go there too. */
  leadTo(url: string | undefined): void;
  close(): void;
}

async function openTunnel(): Promise<Tunnel> {
  let target: string | undefined;
  let waiting: Socket[] = [];
  const all = new Set<Socket>();
  const forward = (client: Socket): void => {
    const upstream = connect(Number(new URL(target ?? '').port), '127.0.0.1');
    all.add(upstream);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  };
  const server: Server = createServer((client) => {
    all.add(client);
    client.on('error', () => client.destroy());
    if (target === undefined) waiting.push(client);
    else forward(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(url) {
      target = url;
      if (url !== undefined) for (const client of waiting.splice(0)) forward(client);
    },
    close() {
      server.close();
      for (const socket of all) socket.destroy();
      waiting = [];
    },
  };
}

describe('a conversation, in a real Node-RED', function () {
  // Node-RED is started again at every step.
  this.timeout(240_000);
  const calls = useOutsideCalls(flows);
  let tunnel: Tunnel;
  const lead = (): void => {
    tunnel.leadTo(calls.nodeRed.url);
    calls.twilio.tunnelTo(tunnel.url);
  };
  before(async () => {
    tunnel = await openTunnel();
    lead();
  });
  after(() => {
    tunnel.close();
  });

  /** Lets time pass until something was heard. Node-RED is another process, so it takes real time too. */
  async function until(sid: string, what: string, isSo: () => boolean): Promise<void> {
    const limit = Date.now() + 60_000;
    while (!isSo()) {
      if (Date.now() > limit) assert.fail(`${what}: ${JSON.stringify(calls.call(sid).transcript, null, 1)}`);
      await calls.pass(50);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /**
   * Plays the caller.
   * @param disturb happens while nobody speaks, before these words of the caller
   */
  async function converse(disturb: () => Promise<void>, before: readonly string[] = []): Promise<void> {
    const { simulator } = calls.twilio;
    const { sid } = await simulator.placeCall({ from: CALLER, to: DESK });
    const heard = (text: string) =>
      until(sid, text, () =>
        calls.call(sid).transcript.some((line) => line.who === 'flow' && line.text.includes(text)),
      );
    const sessions = () => simulator.state().relays.filter(({ callSid }) => callSid === sid);
    const relay = () => sessions().find(({ status }) => status === 'in-progress');
    /** Until the assistant is silent and connected. */
    const quiet = () => until(sid, 'quiet', () => relay()?.speaking === false);
    const speak = async (text: string): Promise<void> => {
      await quiet();
      if (before.includes(text)) {
        const count = sessions().length;
        await disturb();
        await until(sid, 'the next connection', () => sessions().length > count);
        await quiet();
      }
      await simulator.actOnCall(sid, { action: 'speech', text });
    };
    await heard('Hello.');
    await speak('one');
    await heard('conversation was: one');
    await speak('two');
    await heard('Entry number 5 of');
    await simulator.actOnCall(sid, { action: 'speech', text: 'wait a moment' });
    await heard('conversation was: wait a moment');
    const lines = calls.call(sid).transcript as { text: string; interrupted?: boolean }[];
    const cut = lines.find(({ text }) => text.startsWith('Entry number 5'));
    assert.equal(cut?.interrupted, true);
    assert.doesNotMatch(cut.text, /two/);
    await speak('in Swedish please');
    await heard('Gärna.');
    assert.equal(relay()?.ttsLanguage, 'sv-SE');
    await speak('a human please');
    await heard('To sales. 11 entries.');
    await until(sid, 'the end', () => calls.call(sid).status === 'completed');
    assert.equal(sessions().length, 1 + before.length);
    const { messages } = (await calls.nodeRed.debug('out')) as { messages: { role: string; content: string }[] };
    assert.deepEqual(
      messages.map(({ content }) => content),
      [
        'Be short.',
        'Hello.',
        'one',
        'Entry number 3 of our long and pleasant conversation was: one',
        'two',
        cut.text.trim(),
        'wait a moment',
        'Entry number 7 of our long and pleasant conversation was: wait a moment',
        'in Swedish please',
        'Gärna.',
        'a human please',
      ],
    );
  }

  it('talks, is interrupted, changes the language, and hands over', async () => {
    await converse(() => Promise.resolve());
    calls.assertAllAnswered();
  });

  it('goes on with its history when Node-RED is deployed in full', () =>
    converse(async () => {
      await calls.nodeRed.deploy([...calls.flows]);
    }, ['one', 'two', 'in Swedish please', 'a human please']));

  for (const how of ['stop', 'kill'] as const) {
    it(`goes on with its history after ${how} and start`, () =>
      converse(async () => {
        tunnel.leadTo(undefined);
        await calls.nodeRed[how]();
        await calls.start();
        lead();
      }, ['two']));
  }
});
