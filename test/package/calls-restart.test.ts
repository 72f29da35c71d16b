import assert from 'node:assert/strict';
import { debug, tab, trigger } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { dial, enqueue, gather, menu, record, say } from '../support/step-flows';
import { outsideAccount } from '../support/twilio-server';
import { heard, useOutsideCalls } from './outside-calls';

const DESK = '+14155550100';
const CALLER = '+14155550123';
const AGENT = '+12125550177';

/** The first is busy, and the second answers. */
const CALLEES = '+15005550486, +12125550188';

/** Notes in the message where it was, so that a message that was lost shows. */
const note = (id: string, next: string): FlowNode => ({
  id,
  type: 'function',
  z: 'tab',
  x: 0,
  y: 0,
  func: `const { event, choice, digits, recording, queue, dial } = msg.twilio;
    const result = choice ?? digits ?? queue?.result ?? dial?.status ?? (recording === undefined ? '' : 'recorded');
    msg.trail = [...(msg.trail ?? []), event + ' ' + result];
    return msg;`,
  outputs: 1,
  libs: [],
  wires: [[next]],
});

const dialQueue = '<Response><Dial><Queue>support</Queue></Dial></Response>';

const flows: FlowNode[] = [
  tab,
  outsideAccount(),
  trigger('call-in', { id: 'agent', respond: 'twiml', twiml: dialQueue, filterFrom: AGENT, wires: [[]] }),
  trigger('call-in', { respond: 'flow', deadline: 10, filterFrom: CALLER, wires: [['note-call']] }),
  note('note-call', 'say'),
  say('say', ['note-say'], { text: 'Welcome to this long sentence.', goOn: 'spoken' }),
  note('note-say', 'menu'),
  menu('menu', [['wrong'], ['note-menu'], ['wrong']]),
  note('note-menu', 'gather'),
  gather('gather', [['note-gather'], ['wrong']], { prompt: 'Your number?', numDigits: '4' }),
  note('note-gather', 'record'),
  record('record', [['note-record'], ['wrong']], { prompt: 'Your message?' }),
  note('note-record', 'queue'),
  enqueue('queue', [['note-queue'], ['wrong']], { hold: 'text', holdText: 'Please wait.' }),
  note('note-queue', 'dial'),
  dial('dial', [['note-dial'], ['wrong']], { to: CALLEES, order: 'in-turn', timeout: '10' }),
  note('note-dial', 'bye'),
  say('bye', ['out'], { text: '"Good bye. " & $join(trail, ", ")', textType: 'jsonata' }),
  say('wrong', ['out'], { text: 'This is the wrong branch.' }),
  debug(),
];

const TRAIL = ['call ', 'say ', 'menu Support', 'gather 4711', 'record recorded', 'enqueue bridged', 'dial completed'];

/*
 * Twilio is in the process of this test, so the call goes on while Node-RED is down. Its clock stands still meanwhile: a
 * server that is down when Twilio requests it loses the call, whatever it runs.
 */
describe('a call through all kinds of steps, in a real Node-RED', function () {
  // Node-RED is started again at every step.
  this.timeout(240_000);
  const calls = useOutsideCalls(flows);

  /** Plays the caller. @param disturb happens at each step, while the caller listens or Twilio waits */
  async function converse(disturb: () => Promise<void>): Promise<string[]> {
    const { simulator } = calls.twilio;
    const { sid } = await simulator.placeCall({ from: CALLER, to: DESK });
    const at = async (nodeId: string, ms: number, state?: RegExp): Promise<void> => {
      await calls.pass(ms);
      await calls.stored(sid, nodeId, state);
      await disturb();
    };
    await at('say', 500);
    await at('menu', 4000);
    await simulator.actOnCall(sid, { action: 'digits', digits: '2' });
    await at('gather', 500);
    await simulator.actOnCall(sid, { action: 'digits', digits: '4711' });
    await at('record', 3000);
    await simulator.actOnCall(sid, { action: 'speech', text: 'please call me back' });
    await calls.pass(2000);
    await simulator.actOnCall(sid, { action: 'digits', digits: '#' });
    await at('queue', 1000);
    await calls.pass(12_000);
    const agent = await simulator.placeCall({ from: AGENT, to: DESK });
    await calls.pass(1000);
    await disturb();
    await simulator.actOnCall(agent.sid, { action: 'hangup' });
    await at('dial', 500);
    // The first callee is busy.
    await at('dial', 2000, /"parties":\[[^,]*\]/);
    // The second callee answers after two seconds.
    await calls.pass(4000);
    await disturb();
    const callee = simulator
      .state()
      .calls.find(({ parentCallSid, status }) => parentCallSid === sid && status === 'in-progress');
    await simulator.actOnCall(callee?.sid ?? '', { action: 'hangup' });
    await calls.pass(15_000);
    const call = calls.call(sid);
    assert.equal(call.status, 'completed');
    return heard(call);
  }

  let undisturbed: string[];
  before(async () => {
    undisturbed = await converse(() => Promise.resolve());
    assert.equal(undisturbed.at(-1), `flow Say: Good bye. ${TRAIL.join(', ')}`);
    await calls.nodeRed.debug('out');
  });

  const disturbances: Record<string, () => Promise<void>> = {
    'is deployed in full': async () => {
      await calls.nodeRed.deploy([...calls.flows]);
      await calls.nodeRed.printed(/Started flows/);
    },
    'ends and is started again': async () => {
      await calls.nodeRed.stop();
      await calls.start();
    },
    'is killed and started again': async () => {
      await calls.nodeRed.kill();
      await calls.start();
    },
  };
  for (const [name, disturb] of Object.entries(disturbances)) {
    it(`is heard as without it when Node-RED ${name} at each step`, async () => {
      assert.deepEqual(await converse(disturb), undisturbed);
      const { trail } = (await calls.nodeRed.debug('out')) as { trail: string[] };
      assert.deepEqual(trail, TRAIL);
      calls.assertAllAnswered();
    });
  }
});
