import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { CallCompletion } from '../../../lib/calls/call-completion';
import { endOf, type CallState } from '../../../lib/calls/call-end';
import { callStatusEvent } from '../../../lib/events/call';

const times = { firstPollMs: 20, maxPollIntervalMs: 80, tickMs: 5 };
const MINUTE = 60_000;

const heard = (CallSid: string, CallStatus: string, more: Record<string, string> = {}) =>
  callStatusEvent({ CallSid, CallStatus, Direction: 'outbound-api', ...more });

describe('waiting for a call', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setInterval', 'Date'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  /** Lets time pass, with all responses that arrive meanwhile. */
  async function advance(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += times.tickMs) {
      mock.timers.tick(times.tickMs);
      await new Promise(setImmediate);
    }
  }

  it('ends with its status callback', async () => {
    const waits = new CallCompletion(() => assert.fail('no request is needed'), times);
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

  it('requests a call at once that may have ended already, and then at growing intervals', async () => {
    const requestedAt: number[] = [];
    const start = Date.now();
    const waits = new CallCompletion((sid) => {
      requestedAt.push(Date.now() - start);
      return Promise.resolve<CallState>({ sid, status: requestedAt.length < 3 ? 'in-progress' : 'busy' });
    }, times);
    const end = waits.wait('CA1', MINUTE, true);
    assert.ok(waits.has('CA1'));
    await advance(200);
    assert.equal((await end).status, 'busy');
    assert.deepEqual(requestedAt, [5, 45, 125]);
    assert.ok(!waits.has('CA1'));
  });

  it('does not request a call that is known to last, until it is not any more', async () => {
    const requestedAt: number[] = [];
    const start = Date.now();
    const isAlive = (): boolean => Date.now() - start < 50;
    const fetch = (sid: string): Promise<CallState> => {
      requestedAt.push(Date.now() - start);
      return Promise.resolve({ sid, status: 'completed' });
    };
    const waits = new CallCompletion(fetch, times, isAlive);
    const end = waits.wait('CA1', MINUTE);
    await advance(100);
    assert.equal((await end).status, 'completed');
    // At 20 and 40 ms it was not necessary.
    assert.deepEqual(requestedAt, [60]);
  });

  it('ends with an error when it is abandoned, and the others go on', async () => {
    const waits = new CallCompletion(() => assert.fail('no request is needed'), times);
    const end = waits.wait('CA1', MINUTE);
    void waits.wait('CA2', MINUTE);
    waits.abandon('CA1', new Error('The call does not exist'));
    await assert.rejects(end, /does not exist/);
    assert.equal(waits.size, 1);
  });

  it('requests the call at growing intervals when there is no status callback', async () => {
    const requestedAt: number[] = [];
    const waits = new CallCompletion((sid) => {
      requestedAt.push(Date.now());
      const status = requestedAt.length < 4 ? 'in-progress' : 'busy';
      return Promise.resolve({ sid, status, price: '-0.013', duration: '0' });
    }, times);
    const end = waits.wait('CA1', MINUTE);
    await advance(1000);
    assert.deepEqual(await end, { callSid: 'CA1', status: 'busy', price: -0.013, duration: 0 });
    assert.deepEqual(requestedAt, [20, 60, 140, 220]);
  });

  it('requests the call later after a status callback', async () => {
    const requestedAt: number[] = [];
    const waits = new CallCompletion((sid) => {
      requestedAt.push(Date.now());
      return Promise.resolve({ sid, status: 'completed' });
    }, times);
    const end = waits.wait('CA1', MINUTE);
    await advance(15);
    waits.onStatus(heard('CA1', 'ringing'));
    await advance(100);
    assert.equal((await end).status, 'completed');
    assert.deepEqual(requestedAt, [35]);
  });

  it('continues after a failed request', async () => {
    let requests = 0;
    const waits = new CallCompletion((sid) => {
      requests += 1;
      return requests === 1 ? Promise.reject(new Error('no network')) : Promise.resolve({ sid, status: 'failed' });
    }, times);
    const end = waits.wait('CA1', MINUTE);
    await advance(100);
    assert.equal((await end).status, 'failed');
  });

  it('ends with "timeout" when the call lasts too long', async () => {
    const waits = new CallCompletion(() => Promise.resolve({ status: 'in-progress' }), times);
    const end = waits.wait('CA1', 10);
    await advance(10);
    assert.deepEqual(await end, { callSid: 'CA1', status: 'timeout' });
  });

  it('ends with an error when the flow is stopped', async () => {
    const waits = new CallCompletion(() => Promise.resolve({}), times);
    const end = waits.wait('CA1', MINUTE);
    waits.close((sid) => new Error(`stopped ${sid}`));
    await assert.rejects(end, /stopped CA1/);
    // A call that was placed just before does not start to wait.
    await assert.rejects(waits.wait('CA2', MINUTE), /stopped CA2/);
    assert.equal(waits.size, 0);
  });

  it('requests at most 100 calls at the same time, and all of them', async () => {
    let open = 0;
    let most = 0;
    const requested = new Set<string>();
    const waits = new CallCompletion(async (sid) => {
      open += 1;
      most = Math.max(most, open);
      requested.add(sid);
      await new Promise(setImmediate);
      open -= 1;
      return { sid, status: 'in-progress' };
    }, times);
    for (let call = 0; call < 350; call += 1) void waits.wait(`CA${call}`, MINUTE, true);
    await advance(60);
    assert.deepEqual([most, requested.size], [100, 350]);
  });

  it('uses the last response, and not an earlier one that arrives late', async () => {
    const responses: ((status: NonNullable<CallState['status']>) => void)[] = [];
    const waits = new CallCompletion(
      (sid) =>
        new Promise((resolve) => {
          responses.push((status) => {
            resolve({ sid, status });
          });
        }),
      { ...times, firstPollMs: 5 },
    );
    const end = waits.wait('CA1', 10);
    await advance(10);
    assert.equal(responses.length, 2);
    responses[0]?.('in-progress');
    await new Promise(setImmediate);
    responses[1]?.('completed');
    assert.equal((await end).status, 'completed');
  });

  it('ends with "timeout" when the last request is never answered', async () => {
    const waits = new CallCompletion(() => new Promise(() => undefined), { ...times, tickMs: 10_000 });
    const end = waits.wait('CA1', 10_000);
    mock.timers.tick(70_000);
    assert.equal((await end).status, 'timeout');
  });

  it('requests the call once more before the timeout', async () => {
    const late = { ...times, firstPollMs: MINUTE };
    const busy = new CallCompletion((sid) => Promise.resolve({ sid, status: 'busy' }), late);
    const end = busy.wait('CA1', 10);
    await advance(10);
    assert.equal((await end).status, 'busy');
    const broken = new CallCompletion(() => Promise.reject(new Error('no network')), late);
    const failed = broken.wait('CA1', 10);
    await advance(10);
    assert.equal((await failed).status, 'timeout');
    assert.equal(broken.size, 0);
  });

  it('reads the end of a call from its resource', () => {
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
