import assert from 'node:assert/strict';
import type { SimulatedCalls } from './simulated-calls';

import { BOB, CAROL, NO_ANSWER, flow, leg, result, start, told } from './dial-simulator-scene';

const BUSY = '+15005550486';

const act = (to: string, act: Parameters<SimulatedCalls['simulator']['actOnCall']>[1]) =>
  flow.simulator.actOnCall(leg(to).sid, act);

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
});
