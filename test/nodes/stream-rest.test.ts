import assert from 'node:assert/strict';
import { endSimulator, findSimulator } from '../../lib/node-red/simulator';
import { catcher, simulated, sink, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { gather, stream } from '../support/step-flows';
import type { Simulator } from '../../simulator';

let loaded: Loaded;
let simulator: Simulator;
let flows: FlowNode[];

type Message = Record<string, unknown>;
const twilioOf = (msg: Message) => msg['twilio'] as Record<string, unknown>;

/** A person calls a flow that listens and then asks for digits. @returns the SID of the call */
const start = async (): Promise<string> => {
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['stream']] });
  const listening = stream('stream', [['audio'], ['events'], ['ask']], { direction: 'listen' });
  const sinks = ['audio', 'events', 'caught', 'out'].map((id) => sink(id));
  flows = [
    tab,
    simulated(),
    catcher,
    ...sinks,
    callIn,
    listening,
    gather('ask', [['out'], ['out']], { timeout: '60' }),
  ];
  loaded = await load(flows, {}, {}, { hasServer: true });
  const found = findSimulator('account');
  assert.ok(found);
  simulator = found;
  const { sid } = await simulator.placeCall({ from: '+12125550123', to: '+14155550100' });
  return sid;
};

describe('a stream that listens, over the REST API', () => {
  afterEach(async () => {
    await loaded.unload();
    await endSimulator('account');
  });

  it('is stopped by the flow, and the call goes on', async () => {
    const sid = await start();
    const begun = await loaded.arrival('events');
    assert.equal(begun['payload'], 'start');
    await loaded.arrival('audio');
    loaded.node('stream').receive({ stop: true, twilio: { callSid: sid, accountSid: simulator.accountSid } });
    assert.equal((await loaded.arrival('events'))['payload'], 'stop');
    assert.equal(simulator.state().streams.at(-1)?.status, 'stopped');
    await simulator.actOnCall(sid, { action: 'digits', digits: '5#' });
    assert.equal((await loaded.arrival('out'))['payload'], '5');
  });

  it('is started again after a deployment', async () => {
    const sid = await start();
    const begun = await loaded.arrival('events');
    await loaded.arrival('audio');
    await loaded.redeploy(flows);
    const again = await loaded.arrival('events');
    assert.deepEqual(
      [again['payload'], twilioOf(again)['callSid'], twilioOf(again)['from']],
      ['start', sid, '+12125550123'],
    );
    assert.notDeepEqual(twilioOf(again)['stream'], twilioOf(begun)['stream']);
    await loaded.arrival('audio');
    await simulator.actOnCall(sid, { action: 'hangup' });
    assert.equal((await loaded.arrival('events'))['payload'], 'stop');
    assert.deepEqual(
      loaded.logged().filter(({ level }) => level === 'error'),
      [],
    );
  });
});
