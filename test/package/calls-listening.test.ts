import assert from 'node:assert/strict';
import { debug, tab, trigger } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { gather, say, stream } from '../support/step-flows';
import { outsideAccount } from '../support/twilio-server';
import { useOutsideCalls } from './outside-calls';

const DESK = '+14155550100';
const CALLER = '+14155550123';

const flows: FlowNode[] = [
  tab,
  outsideAccount(),
  trigger('call-in', { respond: 'flow', deadline: 10, wires: [['listen']] }),
  stream('listen', [[], ['events'], ['ask']], { direction: 'listen', track: 'both_tracks' }),
  gather('ask', [['bye'], ['bye']], { prompt: 'Press a key', numDigits: '1', timeout: '300' }),
  say('bye', ['out'], { text: 'Goodbye.' }),
  { ...debug('events'), complete: 'true', targetType: 'full' },
  { id: 'caught', type: 'catch', z: 'tab', x: 0, y: 0, scope: null, uncaught: false, wires: [['error']] },
  debug('error'),
  debug(),
];

interface Heard {
  payload: string;
  twilio: { callSid: string; from: string; stream: { sid: string; tracks?: string[] } };
}

describe('a call that a flow listens to, in a real Node-RED', function () {
  // Node-RED is started again.
  this.timeout(120_000);
  const calls = useOutsideCalls(flows);
  const streamsOf = (sid: string) => calls.twilio.simulator.state().streams.filter(({ callSid }) => callSid === sid);
  const event = async () => (await calls.nodeRed.debug('events')) as Heard;
  const creations = () => calls.twilio.requests.filter((request) => /^POST .*\/Streams\.json/.test(request)).length;

  for (const how of ['stop', 'kill'] as const) {
    it(`is heard again after ${how} and start, once, and goes on`, async () => {
      const { simulator } = calls.twilio;
      const before = creations();
      const { sid } = await simulator.placeCall({ from: CALLER, to: DESK });
      const first = await event();
      assert.deepEqual([first.payload, first.twilio.callSid], ['start', sid]);
      await calls.stored(sid, 'ask');
      await calls.nodeRed[how]();
      await calls.start();
      const again = await event();
      assert.deepEqual(
        [again.payload, again.twilio.callSid, again.twilio.from, again.twilio.stream.tracks],
        ['start', sid, CALLER, ['inbound', 'outbound']],
      );
      assert.notEqual(again.twilio.stream.sid, first.twilio.stream.sid);
      assert.deepEqual(
        streamsOf(sid).map(({ status }) => status),
        ['stopped', 'in-progress'],
      );
      await calls.nodeRed.deploy([...calls.flows]);
      assert.equal((await event()).payload, 'start', 'a deployment starts it again as well');
      assert.equal(creations(), before + 2);
      await simulator.actOnCall(sid, { action: 'digits', digits: '5' });
      await calls.pass(5000);
      await calls.nodeRed.debug('out');
      assert.equal((await event()).payload, 'stop');
      assert.equal(calls.call(sid).status, 'completed');
      assert.doesNotMatch(calls.nodeRed.output(), /\[debug:error\]/);
    });
  }

  it('is not heard again when it has ended meanwhile', async () => {
    const { simulator } = calls.twilio;
    const { sid } = await simulator.placeCall({ from: CALLER, to: DESK });
    assert.equal((await event()).payload, 'start');
    await calls.stored(sid, 'ask');
    await calls.nodeRed.kill();
    await simulator.actOnCall(sid, { action: 'hangup' });
    const before = creations();
    await calls.start();
    const limit = Date.now() + 20_000;
    while (creations() === before && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(creations(), before + 1);
    await calls.forgotten(sid);
    assert.equal(streamsOf(sid).length, 1);
    assert.doesNotMatch(calls.nodeRed.output(), /\[error\]|\[debug:error\]/);
  });
});
