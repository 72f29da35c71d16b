import assert from 'node:assert/strict';
import { interruptCall } from '../../../lib/calls/session/interruptions';
import { useStore } from '../../../lib/node-red/account-store';
import { removeHub } from '../../../lib/node-red/step-hub';
import { findHub } from '../../../lib/node-red/step-hubs';
import { MemoryStore } from '../../../lib/store/memory-store';
import { british, own, person } from '../../simulator/support';
import { LastingStore } from '../../support/lasting-store';
import { trigger } from '../../support/flows';

import { BOB, CAROL, NO_ANSWER, flow, result, start, told } from './dial-simulator-scene';

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
describe('dial on the simulator, with other calls and interruptions,', () => {
  afterEach(() => flow.end());

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
