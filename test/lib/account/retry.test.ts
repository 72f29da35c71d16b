import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryAfterMs, retryDelayMs } from '../../../lib/account/retry';

const NOW = Date.parse('2026-11-20T12:00:00Z');

describe('the wait before a retry', () => {
  it('reads Retry-After as seconds or as a date', () => {
    assert.equal(retryAfterMs('2', NOW), 2000);
    assert.equal(retryAfterMs('Fri, 20 Nov 2026 12:00:05 GMT', NOW), 5000);
    assert.equal(retryAfterMs('Fri, 20 Nov 2026 11:00:00 GMT', NOW), 0);
    for (const nothing of [undefined, '', ' ', 'soon', '-1']) {
      const wait = retryAfterMs(nothing, NOW);
      assert.ok(wait === undefined || wait === 0, String(nothing));
    }
  });

  it('never exceeds the limits, whatever the server sends', () => {
    const rules = { retries: 5, maxWaitMs: 30_000, firstWaitMs: 500 };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.option(fc.string(), { nil: undefined }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tries, header, random) => {
          const wait = retryDelayMs(tries, header, rules, NOW, () => random);
          assert.ok(wait === undefined || (wait >= 0 && wait <= rules.maxWaitMs * 1.25));
          if (tries > rules.retries) assert.equal(wait, undefined);
        },
      ),
    );
  });

  it('doubles from try to try when the server names none', () => {
    const rules = { retries: 9, maxWaitMs: 30_000, firstWaitMs: 500 };
    const waits = [1, 2, 3, 4].map((tries) => retryDelayMs(tries, undefined, rules, NOW, () => 0));
    assert.deepEqual(waits, [500, 1000, 2000, 4000]);
  });
});
