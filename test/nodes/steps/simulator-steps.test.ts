import assert from 'node:assert/strict';
import { trigger } from '../../support/flows';
import { enqueue, hangUp, menu, record, say } from '../../support/step-flows';
import { own } from '../../simulator/support';
import { simulateCalls, type SimulatedCalls } from './simulated-calls';

const AGENT = '+12125550177';

let flow: SimulatedCalls;

const start = async (...given: Parameters<typeof simulateCalls>) => {
  flow = await simulateCalls(...given);
};
const call = () => {
  const [found] = flow.calls();
  assert.ok(found);
  return found;
};
const twilioOf = (msg: Record<string, unknown>) => msg['twilio'] as Record<string, unknown>;

describe('menu, record and enqueue on the simulator', () => {
  afterEach(async () => {
    await flow.end();
  });

  it('menu: asks until the caller chooses, by key', async () => {
    await start(
      [menu('menu', [['sales'], ['bye'], ['bye']], { invalidPrompt: 'No' }), say('sales', ['bye']), hangUp('bye')],
      { first: 'menu' },
    );
    await flow.ring();
    await flow.simulator.actOnCall(call().sid, { action: 'digits', digits: '7' });
    await flow.simulator.actOnCall(call().sid, { action: 'digits', digits: '1' });
    await flow.gone(10_000);
    assert.deepEqual(flow.heard(), ['Sales or support?', 'No', 'Hello']);
    assert.equal(call().status, 'completed');
  });

  it('menu: takes 10 beside 1, and 1 after the timeout', async () => {
    for (const [digits, output] of [
      ['10', 'out'],
      ['1', 'second'],
    ] as const) {
      const choices = [{ keys: '10' }, { keys: '1' }];
      await start([menu('menu', [['out'], ['second'], []], { choices, timeout: '2' })], { first: 'menu' });
      await flow.ring();
      await flow.simulator.actOnCall(call().sid, { action: 'digits', digits });
      await flow.gone(2500);
      assert.equal((await flow.loaded.arrival(output))['payload'], digits);
      await flow.end();
    }
    await start([], { first: 'menu' });
  });

  it('menu: leaves by “no choice” when the caller never says anything', async () => {
    await start([menu('menu', [[], [], ['out']], { tries: '2', nothingPrompt: 'Hello?' })], { first: 'menu' });
    await flow.ring();
    await flow.gone(20_000);
    assert.equal((await flow.loaded.arrival('out'))['payload'], '');
    assert.deepEqual(flow.heard(), ['Sales or support?', 'Hello?']);
  });

  it('record: sends the recording that the hang-up ends', async () => {
    await start([record('record', [['out'], ['second']], { prompt: 'Hi' })], { first: 'record' });
    await flow.ring();
    await flow.gone(2000);
    await flow.simulator.actOnCall(call().sid, { action: 'speech', text: 'please call me back' });
    await flow.gone(3000);
    await flow.simulator.actOnCall(call().sid, { action: 'hangup' });
    await flow.gone(1000);
    const { hungUp, recording } = twilioOf(await flow.loaded.arrival('out'));
    assert.equal(hungUp, true);
    assert.equal((recording as { sid: string }).sid, flow.simulator.state().recordings[0]?.sid);
  });

  for (const silentRecordings of ['drop', 'save'] as const) {
    it(`record: leaves by the second output after silence, on an account that ${silentRecordings}s it`, async () => {
      await start([record('record', [['out'], ['second', 'bye']]), say('bye')], {
        first: 'record',
        silentRecordings: () => silentRecordings,
      });
      await flow.ring();
      await flow.gone(10_000);
      assert.equal((await flow.loaded.arrival('second'))['payload'], '');
      assert.deepEqual(flow.heard(), ['Hello']);
      assert.equal(call().status, 'completed');
    });
  }

  it('enqueue: repeats the hold text until somebody takes the call, and the call goes on after it', async () => {
    const twiml = '<Response><Dial><Queue>support</Queue></Dial></Response>';
    const agent = trigger('call-in', { id: 'agent', respond: 'twiml', twiml, filterFrom: AGENT, wires: [[]] });
    const queue = enqueue('queue', [['out', 'bye'], ['second']], { hold: 'text', holdText: 'Please wait' });
    await start([agent, queue, say('bye')], { first: 'queue' });
    await flow.ring();
    await flow.gone(30_000);
    assert.ok(flow.heard().length >= 2);
    assert.deepEqual([...new Set(flow.heard())], ['Please wait']);
    const { sid } = await flow.simulator.placeCall({ from: AGENT, to: own });
    await flow.gone(5000);
    await flow.simulator.actOnCall(sid, { action: 'hangup' });
    await flow.gone(5000);
    const msg = await flow.loaded.arrival('out');
    assert.equal(msg['payload'], 'bridged');
    assert.equal((twilioOf(msg)['queue'] as { time: number }).time, 30);
    assert.equal(flow.heard().at(-1), 'Hello');
    assert.equal(call().status, 'completed');
  });

  it('enqueue: leaves by the second output when the queue is full', async () => {
    await start([enqueue('queue', [['out'], ['second', 'bye']]), say('bye')], { first: 'queue' });
    await flow.ring();
    await flow.gone(500);
    const [queue] = flow.simulator.state().queues;
    assert.equal(queue?.members.length, 1);
    await flow.simulator.request({
      method: 'POST',
      uri: `https://api.twilio.com/2010-04-01/Accounts/${flow.simulator.accountSid}/Queues/${queue.sid}.json`,
      data: { MaxSize: 1 },
      username: flow.simulator.accountSid,
      password: flow.simulator.authToken,
    });
    await flow.ring();
    await flow.gone(3000);
    const msg = await flow.loaded.arrival('second');
    assert.deepEqual([msg['payload'], twilioOf(msg)['queue']], ['queue-full', { result: 'queue-full' }]);
  });
});
