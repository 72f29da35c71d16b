import assert from 'node:assert/strict';
import { debug, tab, trigger } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { action } from '../support/action-flows';
import { dial, enqueue, gather, menu, record, say, twimlStep } from '../support/step-flows';
import { outsideAccount } from '../support/twilio-server';
import { useOutsideCalls } from './outside-calls';

const CALLER = '+12125550123';

/** The number that leads to each kind of step. */
const NUMBERS = {
  say: '+14155550100',
  menu: '+14155550101',
  gather: '+14155550102',
  queue: '+14155550103',
  record: '+14155550104',
  dial: '+14155550106',
  slow: '+14155550105',
  document: '+14155550107',
};

type Step = keyof typeof NUMBERS;

/** The steps that have an output for callers who hang up. */
const WITH_OUTPUT = ['say', 'menu', 'gather', 'queue', 'dial'] as const;

const CALLEE = '+12125550188';

const GONE = ['gone', 'late'];
const UNWANTED = ['unwanted'];

const SLOW = [['held'], ['late']];
const RELEASED = [['late'], ['released']];
const onTab = { z: 'tab', x: 0, y: 0 };

const flows: FlowNode[] = [
  tab,
  outsideAccount({ from: NUMBERS.gather }),
  ...Object.entries(NUMBERS).map(([id, number]) =>
    trigger('call-in', { id: `in-${id}`, respond: 'flow', deadline: 10, filterTo: number, wires: [[id]] }),
  ),
  say('say', [UNWANTED, GONE], { mode: 'silence', seconds: '60', goOn: 'spoken', hungUp: true }),
  menu('menu', [UNWANTED, UNWANTED, UNWANTED, GONE], { hungUp: true }),
  gather('gather', [UNWANTED, UNWANTED, GONE], { hungUp: true }),
  enqueue('queue', [UNWANTED, UNWANTED, GONE], { hungUp: true }),
  dial('dial', [['dialled'], UNWANTED, GONE], { to: CALLEE, hungUp: true }),
  record('record', [['recorded', 'late'], UNWANTED]),
  twimlStep('document', ['documented'], { twiml: '<Response><Record maxLength="60"/></Response>' }),
  debug('documented'),
  // A call that the flow places.
  { id: 'place', type: 'http in', ...onTab, url: '/place', method: 'get', wires: [['call', 'placing']] },
  { id: 'placing', type: 'http response', ...onTab, wires: [] },
  action('make-call', {
    id: 'call',
    to: CALLER,
    toType: 'str',
    answer: 'flow',
    outputs: 2,
    wires: [['placed'], ['outbound']],
  }),
  debug('placed'),
  gather('outbound', [UNWANTED, UNWANTED, ['gone', 'control']], { hungUp: true }),
  action('call-control', {
    id: 'control',
    operation: 'say',
    text: 'Nobody hears this.',
    textType: 'str',
    wires: [UNWANTED],
  }),
  // A flow that works until it is told to go on.
  { id: 'slow', type: 'function', ...onTab, func: "flow.set('held', msg); return msg;", outputs: 2, wires: SLOW },
  debug('held'),
  { id: 'go-on', type: 'http in', ...onTab, url: '/go-on', method: 'get', wires: [['release']] },
  { id: 'release', type: 'function', ...onTab, func: "return [flow.get('held'), msg];", outputs: 2, wires: RELEASED },
  { id: 'released', type: 'http response', ...onTab, wires: [] },
  say('late', ['unwanted'], { text: 'Nobody hears this.' }),
  { id: 'catch', type: 'catch', ...onTab, scope: null, uncaught: false, wires: [['caught']] },
  debug('gone'),
  debug('recorded'),
  debug('dialled'),
  debug('caught'),
  debug('unwanted', { console: true }),
];

interface Message {
  payload: unknown;
  error?: { message: string };
  twilio: { callSid: string; hungUp?: boolean; recording?: { url: string }; dial?: { status: string } };
}

describe('callers who hang up at each step, in a real Node-RED', function () {
  this.timeout(120_000);
  const calls = useOutsideCalls(flows, { numbers: Object.values(NUMBERS) });

  const debugged = async (id: string): Promise<Message> => (await calls.nodeRed.debug(id)) as Message;

  /** Brings a caller into a step. @returns the SID of the call */
  async function reach(step: Step): Promise<string> {
    const { simulator } = calls.twilio;
    const { sid } = await simulator.placeCall({ from: CALLER, to: NUMBERS[step] });
    await calls.pass(500);
    await calls.stored(sid, step);
    return sid;
  }
  const hangUp = (sid: string) => calls.twilio.simulator.actOnCall(sid, { action: 'hangup' });

  /** Fails unless a step behind the hang-up gets a clear error. */
  async function assertTooLate(sid: string): Promise<void> {
    const { error, twilio } = await debugged('caught');
    assert.match(error?.message ?? '', /has ended/);
    assert.equal(twilio.callSid, sid);
  }

  afterEach(() => {
    assert.doesNotMatch(calls.nodeRed.output(), /\[debug:unwanted\]/);
  });

  for (const step of WITH_OUTPUT) {
    it(`${step}: the message leaves by the output “hung up”, and nothing of the call is left`, async () => {
      const sid = await reach(step);
      await hangUp(sid);
      const { payload, twilio } = await debugged('gone');
      assert.deepEqual([payload, twilio.callSid, twilio.hungUp], ['hung-up', sid, true]);
      await assertTooLate(sid);
      await calls.forgotten(sid);
      calls.assertAllAnswered();
    });
  }

  it('record: the recording leaves by the first output, and nothing of the call is left', async () => {
    const sid = await reach('record');
    await calls.pass(2000);
    await calls.twilio.simulator.actOnCall(sid, { action: 'speech', text: 'please call me back' });
    await calls.pass(2000);
    await hangUp(sid);
    await calls.pass(1000);
    const { payload, twilio } = await debugged('recorded');
    assert.deepEqual([twilio.callSid, twilio.hungUp], [sid, true]);
    assert.equal(payload, twilio.recording?.url);
    await assertTooLate(sid);
    await calls.forgotten(sid);
    calls.assertAllAnswered();
  });

  it('dial: a call that was answered leaves by the first output', async () => {
    const sid = await reach('dial');
    await calls.pass(4000);
    await hangUp(sid);
    const { payload, twilio } = await debugged('dialled');
    assert.deepEqual([payload, twilio.callSid, twilio.hungUp], ['completed', sid, true]);
    await calls.forgotten(sid);
    calls.assertAllAnswered();
  });

  it('twiml: a recording in the document leaves with what came back', async () => {
    const sid = await reach('document');
    await calls.pass(2000);
    await calls.twilio.simulator.actOnCall(sid, { action: 'speech', text: 'please call me back' });
    await calls.pass(2000);
    await hangUp(sid);
    await calls.pass(1000);
    const { payload, twilio } = await debugged('documented');
    assert.deepEqual([twilio.callSid, twilio.hungUp], [sid, true]);
    assert.match(String((payload as Record<string, unknown>)['RecordingSid']), /^RE/);
    await calls.forgotten(sid);
    calls.assertAllAnswered();
  });

  it('a call that the flow has placed: the hang-up is known without a request, and “call control” is too late', async () => {
    await fetch(`${calls.nodeRed.url}/place`);
    const { sid } = (await debugged('placed')).payload as { sid: string };
    await calls.pass(5000);
    await calls.stored(sid, 'outbound');
    await hangUp(sid);
    const { payload, twilio } = await debugged('gone');
    assert.deepEqual([payload, twilio.callSid, twilio.hungUp], ['hung-up', sid, true]);
    await assertTooLate(sid);
    await calls.forgotten(sid);
    assert.deepEqual(
      calls.twilio.requests.filter((request) => request.startsWith('GET') && request.includes(sid)),
      [],
    );
    calls.assertAllAnswered();
  });

  it('while the flow works: the step that comes too late gets a clear error', async () => {
    const placed = calls.twilio.simulator.placeCall({ from: CALLER, to: NUMBERS.slow });
    const { twilio } = await debugged('held');
    await hangUp(twilio.callSid);
    await fetch(`${calls.nodeRed.url}/go-on`);
    await assertTooLate(twilio.callSid);
    await calls.forgotten(twilio.callSid);
    await placed;
  });

  it('while Node-RED is down: it requests its calls from Twilio, and their messages leave', async () => {
    const sids: string[] = [];
    for (const step of WITH_OUTPUT) sids.push(await reach(step));
    await calls.nodeRed.kill();
    for (const sid of sids) await hangUp(sid);
    await calls.start();
    for (const sid of sids) await calls.forgotten(sid);
    const left: string[] = [];
    for (const { length } of sids) {
      const { payload, twilio } = await debugged('gone');
      assert.deepEqual([payload, twilio.hungUp, length], ['hung-up', true, 34]);
      left.push(twilio.callSid);
    }
    assert.deepEqual(left.sort(), sids.sort());
    for (const sid of sids) assert.ok(calls.twilio.requests.some((request) => request.includes(`/Calls/${sid}.json`)));
  });
});
