import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RecentDeliveries } from '../../../lib/webhooks/recent-deliveries';

describe('recent deliveries', () => {
  it('remember every entry of the last half of their bytes, and never more than all bytes', () => {
    const entries = fc.array(
      fc.record({ key: fc.integer({ min: 0, max: 60 }), bytes: fc.integer({ min: 1, max: 20 }) }),
    );
    fc.assert(
      fc.property(entries, (given) => {
        const recent = new RecentDeliveries<number>(100);
        given.forEach(({ key, bytes }, index) => {
          recent.set(String(key), index, bytes);
        });
        const newest = new Map<string, { index: number; bytes: number }>();
        given.forEach(({ key, bytes }, index) => {
          newest.delete(String(key));
          newest.set(String(key), { index, bytes });
        });
        let passed = 0;
        for (const [key, { index, bytes }] of [...newest].reverse()) {
          passed += bytes;
          // An entry can have been counted with the 20 bytes that it had at first.
          if (passed > 50 - 20) break;
          assert.equal(recent.get(key), index);
        }
        assert.ok(recent.size <= 100);
      }),
    );
  });

  it('keep an entry that is larger than the limit until the next one', () => {
    const recent = new RecentDeliveries<string>(100);
    recent.set('a', 'large', 1000);
    assert.equal(recent.get('a'), 'large');
    recent.set('b', 'small', 1);
    recent.set('c', 'large', 1000);
    assert.equal(recent.get('a'), undefined);
    assert.equal(recent.get('c'), 'large');
  });

  it('are empty after they were cleared', () => {
    const recent = new RecentDeliveries<string>(100);
    recent.set('a', 'one', 40);
    recent.set('b', 'two', 40);
    recent.clear();
    assert.equal(recent.size, 0);
    assert.equal(recent.get('b'), undefined);
  });
});
