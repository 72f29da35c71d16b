import assert from 'node:assert/strict';
import { catcher, sink } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { say, stream } from '../support/step-flows';
import { simulateCalls, type SimulatedCalls } from './steps/simulated-calls';

let flow: SimulatedCalls;

type Message = Record<string, unknown>;
const twilioOf = (msg: Message) => msg['twilio'] as Record<string, unknown>;

const start = async (more: Record<string, unknown> = {}, ...nodes: FlowNode[]): Promise<string> => {
  const wires = [['audio'], ['events'], ['out', 'bye']];
  const all = [
    catcher,
    sink('caught'),
    sink('audio'),
    sink('events'),
    stream('stream', wires, more),
    say('bye'),
    ...nodes,
  ];
  flow = await simulateCalls(all, { first: 'stream' });
  await flow.ring();
  await flow.simulator.settled();
  return flow.calls()[0]?.sid ?? '';
};
const streams = () => flow.simulator.state().streams;
const event = async () => (await flow.loaded.arrival('events'))['payload'];
const callOf = () => ({ callSid: flow.calls()[0]?.sid, accountSid: flow.simulator.accountSid });
/** Lets the time pass until something is so. The sockets are real, so they get their turn in between. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) {
    await flow.gone(20);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

describe('stream on the simulator', () => {
  afterEach(async () => {
    await flow.end();
  });

  it('hears the caller, speaks, gets its mark back, and goes on', async () => {
    const sid = await start();
    assert.equal(await event(), 'start');
    await flow.simulator.actOnCall(sid, { action: 'speech', text: 'hello' });
    await flow.gone(100);
    const first = (await flow.loaded.arrival('audio'))['payload'] as Buffer;
    assert.equal(first.length, 160);
    flow.loaded.node('stream').receive({ payload: Buffer.alloc(8 * 100), mark: 'played', twilio: callOf() });
    await until(() => streams()[0]?.audioReceivedMs === 100);
    await until(() => streams()[0]?.marks === 1);
    const mark = await flow.loaded.arrival('events');
    assert.deepEqual([mark['payload'], twilioOf(mark)['mark']], ['mark', 'played']);
    await flow.simulator.actOnCall(sid, { action: 'digits', digits: '5' });
    const key = await flow.loaded.arrival('events');
    assert.deepEqual([key['payload'], twilioOf(key)['digits']], ['dtmf', '5']);
    flow.loaded.node('stream').receive({ stop: true, twilio: callOf() });
    assert.equal(await event(), 'stop');
    await flow.loaded.arrival('out');
    await flow.gone(5000);
    assert.deepEqual(flow.heard(), ['Hello']);
    assert.equal(flow.calls()[0]?.status, 'completed');
    assert.deepEqual([streams()[0]?.status, streams()[0]?.error], ['stopped', null]);
  });

  it('leaves by the third output when the caller hangs up', async () => {
    const sid = await start();
    assert.equal(await event(), 'start');
    await flow.simulator.actOnCall(sid, { action: 'hangup' });
    assert.equal(await event(), 'stop');
    assert.equal(twilioOf(await flow.loaded.arrival('out'))['hungUp'], true);
  });

  it('only listens to both sides until it is stopped', async () => {
    await start({ direction: 'listen', track: 'both_tracks' });
    await flow.loaded.arrival('out');
    assert.equal(await event(), 'start');
    await flow.gone(100);
    const tracks = new Set<unknown>();
    while (tracks.size < 2) {
      const { track } = twilioOf(await flow.loaded.arrival('audio'))['stream'] as { track: string };
      tracks.add(track);
    }
    flow.loaded.node('stream').receive({ payload: Buffer.alloc(160), clear: true, twilio: callOf() });
    const { code } = (await flow.loaded.arrival('caught'))['error'] as { code: string };
    assert.equal(code, 'INVALID_CALL');
    const stop = flow.loaded.arrival('events');
    // The test's account has no way to the REST API, so the person ends it.
    await flow.simulator.actOnCall(flow.calls()[0]?.sid ?? '', { action: 'hangup' });
    assert.equal((await stop)['payload'], 'stop');
  });

  it('carries a hundred streams at once', async () => {
    await start();
    assert.equal(await event(), 'start');
    const heard = new Map<unknown, number>();
    const complete = new Promise<void>((resolve) => {
      flow.loaded.node('audio').on('input', (msg) => {
        const { callSid } = twilioOf(msg);
        heard.set(callSid, (heard.get(callSid) ?? 0) + 1);
        if (heard.size === 100 && [...heard.values()].every((count) => count >= 5)) resolve();
      });
    });
    await Promise.all(Array.from({ length: 99 }, () => flow.ring()));
    await flow.simulator.settled();
    for (let count = 1; count < 100; count += 1) assert.equal(await event(), 'start');
    await flow.gone(200);
    await complete;
    await Promise.all(flow.calls().map(({ sid }) => flow.simulator.actOnCall(sid, { action: 'hangup' })));
    await flow.simulator.settled();
    assert.ok(streams().every(({ status }) => status === 'stopped'));
    assert.ok(flow.calls().every(({ status }) => status === 'completed'));
  });
});
