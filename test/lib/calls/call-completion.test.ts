import assert from 'node:assert/strict';
import { CallCompletion } from '../../../lib/calls/call-completion';
import { endOf, type CallState } from '../../../lib/calls/call-end';
import { callStatusEvent } from '../../../lib/events/call';

const rules = { firstPollMs: 20, maxPollIntervalMs: 80, tickMs: 5 };
const MINUTE = 60_000;

const heard = (CallSid: string, CallStatus: string, more: Record<string, string> = {}) =>
  callStatusEvent({ CallSid, CallStatus, Direction: 'outbound-api', ...more });

describe('waiting for a call', () => {
  it('ends with its status callback', async () => {
    const waits = new CallCompletion(() => assert.fail('nobody has to be asked'), rules);
    const end = waits.wait('CA1', MINUTE);
    waits.onStatus(heard('CA1', 'ringing'));
    waits.onStatus(heard('CA1', 'in-progress', { AnsweredBy: 'human' }));
    waits.onStatus(heard('CA2', 'completed'));
    waits.onStatus(heard('CA1', 'completed', { CallDuration: '42' }));
    assert.deepEqual(await end, {
      callSid: 'CA1',
      status: 'completed',
      duration: 42,
      direction: 'outbound-api',
      answeredBy: 'human',
    });
    assert.equal(waits.size, 0);
  });

  it('asks, should the status callback get lost, ever more seldom', async () => {
    const asked: number[] = [];
    const waits = new CallCompletion((sid) => {
      asked.push(performance.now());
      const status = asked.length < 3 ? 'in-progress' : 'busy';
      return Promise.resolve({ sid, status, price: '-0.013', duration: '0' });
    }, rules);
    assert.deepEqual(await waits.wait('CA1', MINUTE), { callSid: 'CA1', status: 'busy', price: -0.013, duration: 0 });
    const [first = 0, second = 0, third = 0] = asked;
    assert.ok(second - first >= 35, 'twice the first pause');
    assert.ok(third - second >= 70, 'twice that');
  });

  it('goes on when a question fails', async () => {
    let questions = 0;
    const waits = new CallCompletion((sid) => {
      questions += 1;
      return questions === 1 ? Promise.reject(new Error('no network')) : Promise.resolve({ sid, status: 'failed' });
    }, rules);
    assert.equal((await waits.wait('CA1', MINUTE)).status, 'failed');
  });

  it('says "timeout" when time is up', async () => {
    const waits = new CallCompletion(() => Promise.resolve({ status: 'in-progress' }), rules);
    assert.deepEqual(await waits.wait('CA1', 10), { callSid: 'CA1', status: 'timeout' });
  });

  it('ends with an error when the flow is stopped', async () => {
    const waits = new CallCompletion(() => Promise.resolve({}), rules);
    const end = waits.wait('CA1', MINUTE);
    waits.close((sid) => new Error(`stopped ${sid}`));
    await assert.rejects(end, /stopped CA1/);
    // A call that was only just placed does not begin to wait any more.
    await assert.rejects(waits.wait('CA2', MINUTE), /stopped CA2/);
    assert.equal(waits.size, 0);
  });

  it('heeds the last answer, and not an earlier one that comes late', async () => {
    const answers: ((status: NonNullable<CallState['status']>) => void)[] = [];
    const waits = new CallCompletion(
      (sid) =>
        new Promise((resolve) => {
          answers.push((status) => {
            resolve({ sid, status });
          });
          if (answers.length === 2) {
            answers[0]?.('in-progress');
            setImmediate(() => answers[1]?.('completed'));
          }
        }),
      { ...rules, firstPollMs: 5 },
    );
    assert.equal((await waits.wait('CA1', 12)).status, 'completed');
  });

  it('gives up a call whose last question is never answered', async () => {
    let now = 0;
    const waits = new CallCompletion(
      () => new Promise(() => undefined),
      rules,
      () => now,
    );
    const end = waits.wait('CA1', 10);
    now = 70_000;
    assert.equal((await end).status, 'timeout');
  });

  it('asks once more before it gives up', async () => {
    const busy = new CallCompletion((sid) => Promise.resolve({ sid, status: 'busy' }), {
      ...rules,
      firstPollMs: MINUTE,
    });
    assert.equal((await busy.wait('CA1', 10)).status, 'busy');
    const broken = new CallCompletion(() => Promise.reject(new Error('no network')), { ...rules, firstPollMs: MINUTE });
    assert.equal((await broken.wait('CA1', 10)).status, 'timeout');
    assert.equal(broken.size, 0);
  });

  it('knows an end when it sees one', () => {
    assert.equal(endOf({ sid: 'CA1', status: 'ringing' }), undefined);
    assert.equal(endOf({}), undefined);
    assert.deepEqual(
      endOf({
        sid: 'CA1',
        status: 'completed',
        duration: '7',
        direction: 'outbound-api',
        price: null,
        answeredBy: null,
      }),
      {
        callSid: 'CA1',
        status: 'completed',
        duration: 7,
        direction: 'outbound-api',
      },
    );
  });
});
