import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { CallCompletion } from '../../../lib/calls/call-completion';
import type { CallState } from '../../../lib/calls/call-end';
import { advance, heard, MINUTE, times, useMockTimers } from './completion-scene';

describe('waiting for a call', () => {
  useMockTimers();

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
});
