import assert from 'node:assert/strict';
import { real, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { enqueue, hangUp, menu, record, say } from '../../support/step-flows';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../../simulator';
import { fakeClock, own, pass, person, type FakeClock } from '../../simulator/support';

const AGENT = '+12125550177';

let loaded: Loaded;
let clock: FakeClock;
let simulator: Simulator;
/** Calls of different tests must not have the same SID. */
let seed = 0;

/** Starts a flow behind "call in", and a simulator that calls it. Its clock is the test's. */
async function start(
  nodes: Parameters<typeof load>[0],
  { first, ...options }: SimulatorOptions & { first: string },
): Promise<void> {
  const webhooks = () => ({ call: { url: 'https://example.com/twilio/call', connect: loaded.url } });
  clock = fakeClock();
  simulator = createSimulator({ seed: `steps ${++seed}`, clock, webhooks, ...options });
  const { accountSid, authToken } = simulator;
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [[first]], filterFrom: person });
  loaded = await load([tab, real(), sink(), sink('second'), callIn, ...nodes], { account: { accountSid, authToken } });
}

const call = () => {
  const [found] = simulator.state().calls;
  assert.ok(found);
  return found;
};
const heard = (verb = 'Say'): string[] =>
  call()
    .transcript.filter(({ who, verb: spoken }) => who === 'flow' && spoken === verb)
    .map(({ text }) => text);
const ring = () => simulator.placeCall({ from: person, to: own });
const gone = (ms: number) => pass(clock, simulator, ms);
const twilioOf = (msg: Record<string, unknown>) => msg['twilio'] as Record<string, unknown>;

describe('menu, record and enqueue on the simulator', () => {
  afterEach(async () => {
    await loaded.unload();
    await simulator.close();
  });

  it('menu: asks until the caller chooses, by key', async () => {
    await start(
      [menu('menu', [['sales'], ['bye'], ['bye']], { invalidPrompt: 'No' }), say('sales', ['bye']), hangUp('bye')],
      { first: 'menu' },
    );
    await ring();
    await simulator.actOnCall(call().sid, { action: 'digits', digits: '7' });
    await simulator.actOnCall(call().sid, { action: 'digits', digits: '1' });
    await gone(10_000);
    assert.deepEqual(heard(), ['Sales or support?', 'No', 'Hello']);
    assert.equal(call().status, 'completed');
  });

  it('menu: takes 10 beside 1, and 1 after the timeout', async () => {
    for (const [digits, output] of [
      ['10', 'out'],
      ['1', 'second'],
    ] as const) {
      const choices = [{ keys: '10' }, { keys: '1' }];
      await start([menu('menu', [['out'], ['second'], []], { choices, timeout: '2' })], { first: 'menu' });
      await ring();
      await simulator.actOnCall(call().sid, { action: 'digits', digits });
      await gone(2500);
      assert.equal((await loaded.arrival(output))['payload'], digits);
      await loaded.unload();
      await simulator.close();
    }
    await start([], { first: 'menu' });
  });

  it('menu: leaves by “no choice” when the caller never says anything', async () => {
    await start([menu('menu', [[], [], ['out']], { tries: '2', nothingPrompt: 'Hello?' })], { first: 'menu' });
    await ring();
    await gone(20_000);
    assert.equal((await loaded.arrival('out'))['payload'], '');
    assert.deepEqual(heard(), ['Sales or support?', 'Hello?']);
  });

  it('record: sends the recording that the hang-up ends', async () => {
    await start([record('record', [['out'], ['second']], { prompt: 'Hi' })], { first: 'record' });
    await ring();
    await gone(2000);
    await simulator.actOnCall(call().sid, { action: 'speech', text: 'please call me back' });
    await gone(3000);
    await simulator.actOnCall(call().sid, { action: 'hangup' });
    await gone(1000);
    const { hungUp, recording } = twilioOf(await loaded.arrival('out'));
    assert.equal(hungUp, true);
    assert.equal((recording as { sid: string }).sid, simulator.state().recordings[0]?.sid);
  });

  for (const silentRecordings of ['drop', 'save'] as const) {
    it(`record: leaves by the second output after silence, on an account that ${silentRecordings}s it`, async () => {
      await start([record('record', [['out'], ['second', 'bye']]), say('bye')], {
        first: 'record',
        silentRecordings: () => silentRecordings,
      });
      await ring();
      await gone(10_000);
      assert.equal((await loaded.arrival('second'))['payload'], '');
      assert.deepEqual(heard(), ['Hello']);
      assert.equal(call().status, 'completed');
    });
  }

  it('enqueue: repeats the hold text until somebody takes the call, and the call goes on after it', async () => {
    const twiml = '<Response><Dial><Queue>support</Queue></Dial></Response>';
    const agent = trigger('call-in', { id: 'agent', respond: 'twiml', twiml, filterFrom: AGENT, wires: [[]] });
    const queue = enqueue('queue', [['out', 'bye'], ['second']], { hold: 'text', holdText: 'Please wait' });
    await start([agent, queue, say('bye')], { first: 'queue' });
    await ring();
    await gone(30_000);
    assert.ok(heard().length >= 2);
    assert.deepEqual([...new Set(heard())], ['Please wait']);
    const { sid } = await simulator.placeCall({ from: AGENT, to: own });
    await gone(5000);
    await simulator.actOnCall(sid, { action: 'hangup' });
    await gone(5000);
    const msg = await loaded.arrival('out');
    assert.equal(msg['payload'], 'bridged');
    assert.equal((twilioOf(msg)['queue'] as { time: number }).time, 30);
    assert.equal(heard().at(-1), 'Hello');
    assert.equal(call().status, 'completed');
  });

  it('enqueue: leaves by the second output when the queue is full', async () => {
    await start([enqueue('queue', [['out'], ['second', 'bye']]), say('bye')], { first: 'queue' });
    await ring();
    await gone(500);
    const [queue] = simulator.state().queues;
    assert.equal(queue?.members.length, 1);
    await simulator.request({
      method: 'POST',
      uri: `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Queues/${queue.sid}.json`,
      data: { MaxSize: 1 },
      username: simulator.accountSid,
      password: simulator.authToken,
    });
    await ring();
    await gone(3000);
    const msg = await loaded.arrival('second');
    assert.deepEqual([msg['payload'], twilioOf(msg)['queue']], ['queue-full', { result: 'queue-full' }]);
  });
});
