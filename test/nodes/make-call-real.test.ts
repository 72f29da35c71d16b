/** "make call" in a real Node-RED, on the simulator: what happens while the call goes on, and when it ends. */
import assert from 'node:assert/strict';
import { action } from '../support/action-flows';
import { catcher, debug, simulated, tab, trigger, twiml } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { injectNode, TO } from '../support/placed-call';

const inject = (to: string): FlowNode =>
  injectNode([
    { p: 'payload', v: 'Hello', vt: 'str' },
    { p: 'to', v: to, vt: 'str' },
  ]);

describe('make-call in a real Node-RED', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(async () => {
    await nodeRed.stop();
  });

  async function deploy(to: string, fields: Record<string, unknown>, more: FlowNode[] = []): Promise<void> {
    const nodes = [action('make-call', fields), inject(to), debug(), debug('second'), debug('caught')];
    await nodeRed.deploy([tab, simulated(), ...nodes, catcher, ...more]);
    await nodeRed.printed(/Started flows/);
  }
  async function run(to: string, fields: Record<string, unknown>, more: FlowNode[] = []): Promise<void> {
    await deploy(to, fields, more);
    const pressed = await fetch(`${nodeRed.admin}/inject/inject`, { method: 'POST' });
    assert.equal(pressed.status, 200);
  }
  const payloadOf = async (id: string): Promise<Record<string, unknown>> => {
    const { payload } = (await nodeRed.debug(id)) as { payload: Record<string, unknown> };
    return payload;
  };

  for (const [to, status] of [
    ['+15005550486', 'busy'],
    ['+15005550480', 'no-answer'],
    ['+15005550404', 'failed'],
    [TO, 'completed'],
  ] as const) {
    it(`holds the message until the call has ended: ${status}`, async () => {
      await run(to, { wait: true, timeout: '5' });
      const end = await payloadOf('out');
      assert.equal(end['status'], status);
      assert.match(String(end['callSid']), /^CA/);
      assert.equal(end['direction'], 'outbound-api');
      if (status === 'completed') assert.equal(typeof end['duration'], 'number');
    });
  }

  it('sends "timeout" when the call takes longer than the maximum wait', async () => {
    const long = '<Response><Pause length="30"/></Response>';
    await run(TO, { wait: true, maxWait: 3, answer: 'twiml', twiml: long });
    assert.equal((await payloadOf('out'))['status'], 'timeout');
  });

  it('continues in the flow when the call is answered, and no "call in" node gets it', async () => {
    await run(TO, { answer: 'flow', outputs: 2, wait: true, wires: [['out'], ['words']] }, [
      {
        id: 'words',
        type: 'change',
        z: 'tab',
        x: 0,
        y: 0,
        rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '<Response><Say>It is you</Say></Response>', tot: 'str' }],
        wires: [['twiml', 'second']],
      },
      twiml({ wires: [[]] }),
      trigger('call-in', { respond: 'reject', wires: [['caught']] }),
    ]);
    const answered = (await nodeRed.debug('second')) as { topic: string; twilio: { event: string; direction: string } };
    assert.deepEqual([answered.topic, answered.twilio.event, answered.twilio.direction], [TO, 'call', 'outbound-api']);
    assert.equal((await payloadOf('out'))['status'], 'completed');
    const state = (await (await fetch(`${nodeRed.admin}/twilio/simulator/account/state`)).json()) as {
      calls: { transcript: { text?: string }[] }[];
    };
    const heard = state.calls.at(-1)?.transcript.map(({ text }) => text) ?? [];
    assert.ok(heard.includes('It is you'), JSON.stringify(heard));
  });

  it('continues again when the call requests its first URL again, as a Gather without action does', async () => {
    const words: FlowNode = {
      id: 'words',
      type: 'switch',
      z: 'tab',
      x: 0,
      y: 0,
      property: 'twilio.raw.Digits',
      rules: [{ t: 'nnull' }, { t: 'else' }],
      checkall: 'false',
      outputs: 2,
      wires: [['second'], ['ask']],
    };
    const ask = '<Response><Gather input="dtmf" numDigits="1"><Say>Press one</Say></Gather></Response>';
    await run(TO, { answer: 'flow', outputs: 2, wires: [['out'], ['words']] }, [
      words,
      {
        id: 'ask',
        type: 'change',
        z: 'tab',
        x: 0,
        y: 0,
        rules: [{ t: 'set', p: 'payload', pt: 'msg', to: ask, tot: 'str' }],
        wires: [['twiml']],
      },
      twiml({ wires: [['caught']] }),
    ]);
    const { sid: callSid } = await payloadOf('out');
    await nodeRed.debug('caught');
    const pressed = await fetch(`${nodeRed.admin}/twilio/simulator/account/calls/${String(callSid)}/digits`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ digits: '1' }),
    });
    assert.equal(pressed.status, 200, await pressed.text());
    const second = (await nodeRed.debug('second')) as { topic: string; twilio: { raw: { Digits: string } } };
    assert.deepEqual([second.topic, second.twilio.raw.Digits], [TO, '1']);
  });

  it('continues in the flow that was deployed again while the phone rang', async () => {
    const words = {
      id: 'words',
      type: 'change',
      z: 'tab',
      x: 0,
      y: 0,
      rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '<Response><Say>Still you</Say></Response>', tot: 'str' }],
      wires: [['twiml', 'second']],
    };
    const more = [words, twiml({ wires: [[]] })];
    await run(TO, { answer: 'flow', outputs: 2, wires: [['out'], ['words']] }, more);
    await nodeRed.debug('out');
    // The phone is picked up two seconds after it began to ring.
    await deploy(TO, { answer: 'flow', outputs: 2, wires: [['out'], ['words']] }, more);
    assert.equal(((await nodeRed.debug('second')) as { topic: string }).topic, TO);
  });

  it('reports the progress that is ticked to "call status"', async () => {
    await run(TO, { statusEvents: ['ringing', 'completed'] }, [
      trigger('call-status', {
        filterStatus: [],
        filterDirection: 'outbound',
        filterMinDuration: '',
        filterMaxDuration: '',
        wires: [['second']],
      }),
    ]);
    const seen = [await nodeRed.debug('second'), await nodeRed.debug('second')] as { payload: string }[];
    assert.deepEqual(
      seen.map(({ payload }) => payload),
      ['ringing', 'completed'],
    );
  });
});
