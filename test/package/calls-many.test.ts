import assert from 'node:assert/strict';
import { tab, trigger } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { gather, menu, record, say } from '../support/step-flows';
import { outsideAccount } from '../support/twilio-server';
import type { CallAct, SimulatedCall } from '../../simulator';
import { heard, useOutsideCalls } from './outside-calls';

const DESK = '+14155550100';
const CALLS = 200;

/** How many callers do something at the same time. */
const AT_ONCE = 25;

const speaks = (id: string, text: string, next: string[]): FlowNode => say(id, next, { text, textType: 'jsonata' });

const flows: FlowNode[] = [
  tab,
  outsideAccount(),
  trigger('call-in', { respond: 'flow', deadline: 10, wires: [['remember']] }),
  {
    id: 'remember',
    type: 'change',
    z: 'tab',
    x: 0,
    y: 0,
    rules: [{ t: 'set', p: 'who', pt: 'msg', to: 'twilio.from', tot: 'msg' }],
    wires: [['menu']],
  },
  menu('menu', [['sales'], ['support'], ['support']], { timeout: '600' }),
  speaks('sales', 'who & " has sales"', ['code']),
  speaks('support', 'who & " has support"', ['code']),
  gather('code', [['said'], []], { numDigits: '4', timeout: '600' }),
  speaks('said', 'who & " has entered " & payload', ['record']),
  record('record', [['bye'], []], { silence: '600', beep: 'false' }),
  speaks('bye', 'who & " recorded " & twilio.recording.sid & " in " & twilio.callSid', []),
];

/** One caller, who chooses and enters what no other caller does. */
interface Caller {
  from: string;
  choice: '1' | '2';
  code: string;
  sid: string;
  /** What this caller still does. */
  acts: CallAct[];
}

/** Random numbers below a limit that are the same in every run. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

const isReady = ({ waitingFor }: SimulatedCall, act: CallAct): boolean =>
  waitingFor === 'record'
    ? act.action === 'speech' || (act.action === 'digits' && act.digits === '#')
    : waitingFor !== null;

describe(`${CALLS} calls at the same time through the same steps, in a real Node-RED`, function () {
  // Plays 400 calls, and starts Node-RED again.
  this.timeout(240_000);
  const calls = useOutsideCalls(flows, { limits: { calls: 2 * CALLS, requests: 10_000, recordings: 2 * CALLS } });

  const callersOf = (first: number): Caller[] =>
    Array.from({ length: CALLS }, (_, index) => {
      const choice = index % 3 === 0 ? '1' : '2';
      const code = String(1000 + first + index);
      const digits = (text: string): CallAct => ({ action: 'digits', digits: text });
      const acts = [digits(choice), digits(code), { action: 'speech', text: `message ${code}` } as const, digits('#')];
      return { from: `+1212555${code}`, choice, code, sid: '', acts };
    });

  /** Plays all callers. @param between happens once, in the middle of all calls */
  async function play(callers: Caller[], seed: number, between: () => Promise<void>): Promise<void> {
    const { simulator } = calls.twilio;
    await Promise.all(
      callers.map(async (caller) => {
        caller.sid = (await simulator.placeCall({ from: caller.from, to: DESK })).sid;
      }),
    );
    await calls.nodeRed.status('menu', new RegExp(`^${CALLS} calls`));
    const below = random(seed);
    const total = callers.length * 4;
    let done = 0;
    let isDisturbed = false;
    while (done < total) {
      await calls.pass(200 + 50 * below(10));
      const live = new Map(simulator.state().calls.map((call) => [call.sid, call]));
      const ready = callers.filter(({ sid, acts: [next] }) => {
        const call = live.get(sid);
        return call !== undefined && next !== undefined && isReady(call, next);
      });
      const chosen = Array.from({ length: AT_ONCE }, () => ready.splice(below(ready.length), 1)).flat();
      await Promise.all(
        chosen.map(async ({ sid, acts }) => {
          done += 1;
          await simulator.actOnCall(sid, acts.shift() as CallAct);
        }),
      );
      if (isDisturbed || done < total / 2) continue;
      isDisturbed = true;
      await between();
    }
    await calls.pass(5000);
  }

  function assertNoneCrossed(callers: Caller[]): void {
    for (const { sid, from, choice, code } of callers) {
      const call = calls.call(sid);
      const said = heard(call).filter((line) => line.startsWith('flow Say'));
      const recording = calls.twilio.simulator.state().recordings.find(({ callSid }) => callSid === sid);
      assert.deepEqual(said, [
        'flow Say: Sales or support?',
        `flow Say: ${from} has ${choice === '1' ? 'sales' : 'support'}`,
        `flow Say: ${from} has entered ${code}`,
        `flow Say: ${from} recorded ${String(recording?.sid)} in ${sid}`,
      ]);
      assert.equal(call.status, 'completed');
    }
    calls.assertAllAnswered();
  }

  it('no call hears what belongs to another one', async () => {
    const callers = callersOf(0);
    await play(callers, 1, () => Promise.resolve());
    assertNoneCrossed(callers);
  });

  it('no call hears what belongs to another one when Node-RED is killed in the middle', async () => {
    const callers = callersOf(CALLS);
    await play(callers, 2, async () => {
      // What is written first is on the disk first.
      // A call that waits for its caller is in that step. Others hear something, which takes time that does not pass here.
      const last = callers.find(({ sid, acts: [next] }) => next !== undefined && isReady(calls.call(sid), next));
      assert.ok(last);
      await calls.stored(last.sid, last.acts.length === 4 ? 'menu' : last.acts.length === 3 ? 'code' : 'record');
      await calls.nodeRed.kill();
      await calls.start();
    });
    assertNoneCrossed(callers);
  });
});
