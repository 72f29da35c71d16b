import assert from 'node:assert/strict';
import { interruptCall } from '../../../lib/calls/session/interruptions';
import { useStore } from '../../../lib/node-red/account-store';
import { removeHub } from '../../../lib/node-red/step-hub';
import { findHub } from '../../../lib/node-red/step-hubs';
import { MemoryStore } from '../../../lib/store/memory-store';
import { british, own, person } from '../../simulator/support';
import { LastingStore } from '../../support/lasting-store';
import { trigger } from '../../support/flows';
import { dial, hangUp, say } from '../../support/step-flows';
import { simulateCalls, type SimulatedCalls } from './simulated-calls';

const BOB = '+12125550188';
const CAROL = '+12125550199';
/** Numbers of the simulator with an outcome of their own. */
const BUSY = '+15005550486';
const NO_ANSWER = '+15005550480';

let flow: SimulatedCalls;

/** A call that dials. The outputs are wired to `out`, `second` and `gone`; behind the first two, the caller hears a text. */
const start = async (
  more: Record<string, unknown>,
  others: Parameters<typeof simulateCalls>[0] = [],
  options: Partial<Parameters<typeof simulateCalls>[1]> = {},
) => {
  const node = dial('dial', [['out', 'after'], ['second', 'nobody'], ['gone']], { hungUp: true, ...more });
  const gone = { id: 'gone', type: 'helper', z: 'tab', x: 0, y: 0, wires: [] };
  const after = [say('after', ['bye'], { text: 'Goodbye' }), say('nobody', ['bye'], { text: 'Nobody' }), hangUp('bye')];
  flow = await simulateCalls([node, gone, ...after, ...others], { first: 'dial', ...options });
};
const leg = (to: string) => {
  const found = flow.calls().filter((call) => call.to === to && call.direction === 'outbound-dial');
  assert.ok(found[0], `nobody dials ${to}`);
  return found[0];
};
const act = (to: string, act: Parameters<SimulatedCalls['simulator']['actOnCall']>[1]) =>
  flow.simulator.actOnCall(leg(to).sid, act);
/** The payload of a message, with `msg.twilio.dial` and `msg.twilio.hungUp`. */
const result = async (output: string): Promise<Record<string, unknown>> => {
  const { payload, twilio } = await flow.loaded.arrival(output);
  const { dial: about, hungUp } = twilio as { dial: Record<string, unknown>; hungUp?: boolean };
  return { payload, ...about, hungUp };
};
/** Says something to the caller in between, as "call control" does. */
const sayInBetween = async (text: string): Promise<void> => {
  const sessions = findHub('account')?.sessions;
  assert.ok(sessions);
  const { accountSid: username, authToken: password, request } = flow.simulator;
  const calls = `https://api.twilio.com/2010-04-01/Accounts/${username}/Calls`;
  Object.assign(sessions.ports, {
    update: (sid: string, Twiml: string) =>
      request({ method: 'post', uri: `${calls}/${sid}.json`, username, password, data: { Twiml } }),
  });
  await interruptCall(sessions, flow.calls()[0]?.sid ?? '', `<Say>${text}</Say>`);
};
/** What a callee has heard. */
const told = (to: string): string[] => flow.heard(flow.calls().findIndex(({ sid }) => sid === leg(to).sid));

describe('dial on the simulator', () => {
  afterEach(() => flow.end());

  it('together: connects with the first party that answers, and continues when it hangs up', async () => {
    await start({ to: `${BOB}, ${CAROL}` }, [], { answerAfterMs: false });
    await flow.ring();
    await flow.gone(2000);
    await act(CAROL, { action: 'answer' });
    await flow.gone(3000);
    assert.deepEqual([leg(BOB).status, leg(CAROL).status], ['canceled', 'in-progress']);
    await act(CAROL, { action: 'hangup' });
    await flow.gone(5000);
    const { payload, answeredBy, duration, callSid } = await result('out');
    assert.deepEqual([payload, answeredBy, duration, callSid], ['completed', CAROL, 3, leg(CAROL).sid]);
    assert.deepEqual(flow.heard(), ['Goodbye']);
    assert.equal(flow.calls()[0]?.status, 'completed');
  });

  it('in turn: tries the next one after a busy line and after no answer', async () => {
    await start({ to: `${BUSY}, ${NO_ANSWER}, ${BOB}`, order: 'in-turn', timeout: '5' });
    await flow.ring();
    await flow.gone(30_000);
    const { payload, answeredBy } = await result('out');
    assert.deepEqual([payload, answeredBy], ['completed', BOB]);
    assert.deepEqual([leg(BUSY).status, leg(NO_ANSWER).status], ['busy', 'no-answer']);
    assert.deepEqual(flow.heard(0, 'Dial'), [BUSY, NO_ANSWER, BOB]);
  });

  it('leaves by the second output when nobody answers, and the call continues', async () => {
    await start({ to: NO_ANSWER, timeout: '5', ringUntilAnswered: true });
    await flow.ring();
    await flow.gone(2000);
    assert.equal(flow.calls()[0]?.status, 'ringing');
    await flow.gone(10_000);
    assert.equal((await result('second'))['payload'], 'no-answer');
    assert.deepEqual(flow.heard(), ['Nobody']);
  });

  it('accept: connects a callee who presses a key', async () => {
    await start({ to: BOB, whisper: 'Press any key', accept: true }, [], { answerAfterMs: false });
    await flow.ring();
    await flow.gone(1000);
    await act(BOB, { action: 'answer' });
    await flow.gone(3000);
    await act(BOB, { action: 'digits', digits: '#' });
    await flow.gone(2000);
    await act(BOB, { action: 'hangup' });
    await flow.gone(3000);
    assert.deepEqual(told(BOB), ['Press any key']);
    const { payload, answeredBy } = await result('out');
    assert.deepEqual([payload, answeredBy], ['completed', BOB]);
  });

  it('accept: hangs up on a voicemail that presses no key, and dials the next one', async () => {
    const machine = '+15005550201';
    await start({ to: `${machine}, ${BUSY}`, order: 'in-turn', whisper: 'Press any key', accept: true });
    await flow.ring();
    await flow.gone(30_000);
    assert.deepEqual(told(machine), ['Press any key']);
    assert.deepEqual([leg(machine).status, leg(BUSY).status], ['completed', 'busy']);
    assert.equal((await result('second'))['payload'], 'busy');
    await flow.end();
    await start({ to: machine, whisper: 'Press any key', accept: true });
    await flow.ring();
    await flow.gone(30_000);
    const { payload, answeredBy } = await result('second');
    assert.deepEqual([payload, answeredBy], ['no-answer', undefined]);
  });

  it('leaves by “hung up” when the caller hangs up while it rings, and dials nobody else', async () => {
    await start({ to: `${BOB}, ${CAROL}`, order: 'in-turn' }, [], { answerAfterMs: false });
    const { sid } = await flow.ring();
    await flow.gone(3000);
    await flow.simulator.actOnCall(sid, { action: 'hangup' });
    await flow.gone(1000);
    assert.deepEqual(await result('gone'), { payload: 'hung-up', hungUp: true });
    assert.equal(leg(BOB).status, 'canceled');
    assert.equal(flow.calls().length, 2);
  });

  it('leaves by the first output when the caller hangs up in the conversation', async () => {
    await start({ to: BOB });
    const { sid } = await flow.ring();
    await flow.gone(5000);
    await flow.simulator.actOnCall(sid, { action: 'hangup' });
    await flow.gone(1000);
    const { payload, hungUp } = await result('out');
    assert.deepEqual([payload, hungUp], ['completed', true]);
  });

  it('conference: two callers hear each other, and each call continues after it', async () => {
    const AGENT = '+12125550177';
    const agent = trigger('call-in', {
      id: 'agent',
      respond: 'flow',
      deadline: 10,
      filterFrom: AGENT,
      wires: [['dial']],
    });
    await start({ kind: 'conference', to: 'Room 1', record: 'record-from-answer' }, [agent]);
    const first = await flow.ring();
    const second = await flow.simulator.placeCall({ from: AGENT, to: own });
    await flow.gone(3000);
    const [room] = flow.simulator.state().conferences;
    assert.deepEqual([room?.friendlyName, room?.status, room?.participants.length], ['Room 1', 'in-progress', 2]);
    await flow.simulator.actOnCall(second.sid, { action: 'hangup' });
    await flow.gone(1000);
    assert.deepEqual(await result('out'), { payload: 'answered', status: 'answered', hungUp: true });
    await flow.simulator.actOnCall(first.sid, { action: 'hangup' });
    await flow.gone(2000);
    assert.equal(flow.simulator.state().recordings[0]?.source, 'Conference');
  });

  it('continues after it when a text is said during the connection, which ends', async () => {
    await start({ to: BOB });
    await flow.ring();
    await flow.gone(3000);
    await sayInBetween('One minute left');
    await flow.gone(10_000);
    const { payload, answeredBy } = await result('out');
    assert.deepEqual([payload, answeredBy], ['completed', BOB]);
    assert.deepEqual(flow.heard(), ['One minute left', 'Goodbye']);
    assert.deepEqual(flow.heard(0, 'Dial'), [BOB]);
  });

  it('dials a party that has not answered again after an interruption, also of several in turn', async () => {
    await start({ to: `${BOB}, ${CAROL}`, order: 'in-turn' }, [], { answerAfterMs: false });
    await flow.ring();
    await flow.gone(3000);
    await sayInBetween('It still rings');
    await flow.gone(5000);
    assert.deepEqual(flow.heard(0, 'Dial'), [BOB, BOB]);
    const [, again] = flow.calls().filter(({ direction }) => direction === 'outbound-dial');
    assert.equal(again?.status, 'ringing');
    await flow.simulator.actOnCall(again.sid, { action: 'answer' });
    await flow.gone(1000);
    await flow.simulator.actOnCall(again.sid, { action: 'hangup' });
    await flow.gone(5000);
    assert.equal((await result('out'))['payload'], 'completed');
    assert.deepEqual(flow.heard(), ['It still rings', 'Goodbye']);
  });

  it('conference: brings a caller back to whom something was said', async () => {
    await start({ kind: 'conference', to: 'Room 1' });
    await flow.ring();
    await flow.gone(3000);
    await sayInBetween('You are the first');
    await flow.gone(5000);
    assert.equal(flow.calls()[0]?.status, 'in-progress');
    assert.deepEqual(flow.heard(0, 'Dial'), ['conference Room 1', 'conference Room 1']);
    assert.deepEqual(flow.heard(), ['You are the first']);
  });

  it('dials a number of its own, whose flow answers as a second leg', async () => {
    const london = trigger('call-in', {
      id: 'london',
      respond: 'twiml',
      twiml: '<Response><Say>Hello from London</Say></Response>',
      filterTo: british,
      wires: [[]],
    });
    await start({ to: british }, [london], { first: 'dial' });
    await flow.ring();
    await flow.gone(10_000);
    const { payload, answeredBy } = await result('out');
    assert.deepEqual([payload, answeredBy], ['completed', british]);
    assert.ok(
      flow.calls().some(({ direction, to, from }) => direction === 'inbound' && to === british && from === person),
    );
  });

  it('goes on with the next number after a restart between two in turn', async () => {
    useStore('account', new LastingStore());
    try {
      await start({ to: `${NO_ANSWER}, ${BOB}`, order: 'in-turn', timeout: '5', whisper: 'A call' });
      await flow.ring();
      await flow.gone(3000);
      await flow.restart(() => {
        removeHub('account');
      });
      await flow.gone(30_000);
      const { payload, answeredBy } = await result('out');
      assert.deepEqual([payload, answeredBy], ['completed', BOB]);
      assert.deepEqual(told(BOB), ['A call']);
    } finally {
      useStore('account', new MemoryStore());
    }
  });
});
