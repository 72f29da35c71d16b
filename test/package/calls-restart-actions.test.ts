import assert from 'node:assert/strict';
import { action } from '../support/action-flows';
import { catcher, debug, tab, trigger } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { gather, say, twimlStep } from '../support/step-flows';
import { outsideAccount } from '../support/twilio-server';
import { heard, useOutsideCalls } from './outside-calls';

const DESK = '+14155550100';
const CALLER = '+14155550123';
const OWNER = '+12125550177';

const onTab = { z: 'tab', x: 0, y: 0 };

const code = (id: string, func: string, next: string[], outputs = 1): FlowNode => ({
  id,
  type: 'function',
  ...onTab,
  func,
  outputs,
  libs: [],
  wires: outputs === 1 ? [next] : next.map((one) => [one]),
});

/** Notes in the message where it was, so that a message that was lost shows. */
const note = (id: string, value: string, next: string): FlowNode =>
  code(id, `msg.trail = [...(msg.trail ?? []), '${id} ' + ${value}];\nreturn msg;`, [next]);

/** Starts a flow by HTTP. `func` returns the message of the flow and that of the response. */
const request = (url: string, func: string, next: string): FlowNode[] => [
  { id: `http-${url}`, type: 'http in', ...onTab, url: `/${url}`, method: 'get', wires: [[`start-${url}`]] },
  code(`start-${url}`, func, [next, `answer-${url}`], 2),
  { id: `answer-${url}`, type: 'http response', ...onTab, wires: [] },
];

const KEYS = '<Response><Gather numDigits="1"><Say>Press a key</Say></Gather></Response>';

const inbound: FlowNode[] = [
  trigger('call-in', { respond: 'flow', deadline: 1, filterFrom: CALLER, wires: [['first']] }),
  gather('first', [['gathered'], ['wrong']], { prompt: 'Your name?', numDigits: '1' }),
  // "ask" replaces msg.twilio.
  note('gathered', 'msg.payload', 'keep'),
  code('keep', 'msg.call = msg.twilio;\nreturn msg;', ['ask']),
  action('ask', {
    id: 'ask',
    to: OWNER,
    toType: 'str',
    body: 'Put them through?',
    bodyType: 'str',
    wires: [['replied'], ['wrong'], ['wrong']],
  }),
  note('replied', 'msg.payload', 'back'),
  code('back', 'msg.twilio = msg.call;\nreturn msg;', ['second', 'asked']),
  debug('asked'),
  gather('second', [['again'], ['wrong']], { prompt: 'Your number?', numDigits: '1' }),
  note('again', 'msg.payload', 'bye'),
];

const outbound: FlowNode[] = [
  ...request('place', "return [{ trail: ['placed'] }, msg];", 'call'),
  action('make-call', {
    id: 'call',
    to: CALLER,
    toType: 'str',
    answer: 'flow',
    outputs: 2,
    wires: [[], ['answered']],
  }),
  note('answered', 'msg.twilio.status', 'keys'),
  twimlStep('keys', ['pressed'], { twiml: KEYS }),
  note('pressed', 'msg.payload.Digits', 'bye'),
];

const flows: FlowNode[] = [
  tab,
  outsideAccount({ from: DESK }),
  ...inbound,
  ...outbound,
  ...request('hurry', "return [{ payload: 'Please hurry', sid: msg.req.query.sid }, msg];", 'hurry'),
  action('call-control', { id: 'hurry', operation: 'say', callSid: 'sid', wires: [['hurried']] }),
  debug('hurried'),
  say('bye', ['out'], { text: '"Good bye. " & $join(trail, ", ")', textType: 'jsonata' }),
  say('wrong', ['out'], { text: 'This is the wrong branch.' }),
  { ...catcher, wires: [['caught']] },
  debug('caught', { console: true }),
  debug(),
];

/*
 * As in calls-restart.test.ts, Twilio is in the process of this test. These are the calls whose flow does more than go from
 * step to step: it asks another person while the caller is on hold, interrupts a step, or has placed the call.
 */
describe('a call with actions in its flow, in a real Node-RED', function () {
  // Node-RED is started again several times.
  this.timeout(180_000);
  const calls = useOutsideCalls(flows);

  const press = (sid: string, digits: string) => calls.twilio.simulator.actOnCall(sid, { action: 'digits', digits });
  const ended = async (sid: string): Promise<string[]> => {
    await calls.pass(15_000);
    const call = calls.call(sid);
    assert.equal(call.status, 'completed');
    // How long the hold sound is depends on the time that Node-RED needs.
    return heard(call).filter((line) => !/^flow (Redirect|Pause):/.test(line));
  };
  const hurry = async (sid: string): Promise<void> => {
    await fetch(`${calls.nodeRed.url}/hurry?sid=${sid}`);
    await calls.nodeRed.debug('hurried');
    await calls.pass(3000);
  };

  /** A caller is on hold while the owner is asked. */
  async function askOwner(disturb: () => Promise<void>): Promise<string[]> {
    const { simulator } = calls.twilio;
    const asked = () => simulator.state().messages.filter(({ to }) => to === OWNER).length;
    const before = asked();
    const { sid } = await simulator.placeCall({ from: CALLER, to: DESK });
    await calls.pass(500);
    await calls.stored(sid, 'first');
    // Resolves with the hold sound.
    await press(sid, '1');
    await calls.asked();
    await disturb();
    await simulator.receiveMessage({ from: OWNER, to: DESK, body: 'Yes' });
    await calls.nodeRed.debug('asked');
    await calls.pass(2500);
    await calls.stored(sid, 'second');
    await disturb();
    await hurry(sid);
    await disturb();
    await press(sid, '2');
    const transcript = await ended(sid);
    assert.equal(asked(), before + 1, 'the owner is asked once');
    return transcript;
  }

  /** The flow places the call. */
  async function place(disturb: () => Promise<void>): Promise<string[]> {
    const { simulator } = calls.twilio;
    const known = simulator.state().calls.length;
    await fetch(`${calls.nodeRed.url}/place`);
    const limit = Date.now() + 10_000;
    while (simulator.state().calls.length === known) {
      assert.ok(Date.now() < limit, 'The call was not placed');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const sid = simulator.state().calls.at(-1)?.sid ?? '';
    await disturb();
    await calls.pass(5000);
    await calls.stored(sid, 'keys');
    await disturb();
    await press(sid, '7');
    return ended(sid);
  }

  const conversations = {
    'asks the owner': { play: askOwner, trail: ['gathered 1', 'replied Yes', 'again 2'] },
    'was placed by the flow': { play: place, trail: ['placed', 'answered in-progress', 'pressed 7'] },
  };
  const disturbances: Record<string, () => Promise<void>> = {
    'is deployed in full': async () => {
      await calls.nodeRed.deploy([...calls.flows]);
      await calls.nodeRed.printed(/Started flows/);
    },
    'is killed and started again': async () => {
      await calls.nodeRed.kill();
      await calls.start();
    },
  };
  for (const [what, { play, trail }] of Object.entries(conversations)) {
    describe(`and ${what}`, () => {
      let undisturbed: string[];
      before(async () => {
        undisturbed = await play(() => Promise.resolve());
        assert.equal(undisturbed.at(-1), `flow Say: Good bye. ${trail.join(', ')}`);
        await calls.nodeRed.debug('out');
      });
      for (const [name, disturb] of Object.entries(disturbances)) {
        it(`is heard as without it when Node-RED ${name}`, async () => {
          assert.deepEqual(await play(disturb), undisturbed);
          assert.deepEqual(((await calls.nodeRed.debug('out')) as { trail: string[] }).trail, trail);
          calls.assertAllAnswered();
          assert.doesNotMatch(calls.nodeRed.output(), /\[debug:caught\]/);
        });
      }
    });
  }
});
