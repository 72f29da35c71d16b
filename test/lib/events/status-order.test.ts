import assert from 'node:assert/strict';
import fc from 'fast-check';
import { callStatusOrder, messageStatusOrder } from '../../../lib/events/status-order';

const WAYS = {
  message: { order: messageStatusOrder, way: ['queued', 'sending', 'sent', 'delivered', 'read'] },
  call: { order: callStatusOrder, way: ['queued', 'initiated', 'ringing', 'in-progress', 'completed'] },
};

for (const [what, { order, way }] of Object.entries(WAYS)) {
  describe(`the order of a ${what}'s statuses`, () => {
    it('accepts statuses that come in order', () => {
      const inOrder = order();
      assert.ok(way.every((status) => inOrder('SM1', status)));
    });

    it('never accepts a status after a later one, for any order, repetition and delay', () => {
      const arrivals = fc.array(fc.tuple(fc.constantFrom('SM1', 'SM2', 'SM3'), fc.constantFrom(...way)), {
        maxLength: 60,
      });
      fc.assert(
        fc.property(arrivals, (statuses) => {
          const inOrder = order();
          const furthest = new Map<string, number>();
          for (const [sid, status] of statuses) {
            const step = way.indexOf(status);
            const before = furthest.get(sid) ?? -1;
            assert.equal(inOrder(sid, status), step >= before, `${sid} ${status}`);
            furthest.set(sid, Math.max(before, step));
          }
        }),
      );
    });

    it('ends with the last status, for any first one', () => {
      fc.assert(
        fc.property(fc.shuffledSubarray(way, { minLength: 1 }), (statuses) => {
          const inOrder = order();
          const through = statuses.filter((status) => inOrder('SM1', status));
          const last = [...statuses].sort((a, b) => way.indexOf(a) - way.indexOf(b)).at(-1);
          assert.equal(through.at(-1), last);
        }),
      );
    });

    it('accepts an unknown status', () => {
      const inOrder = order();
      const [last = ''] = way.slice(-1);
      assert.ok(inOrder('SM1', last));
      assert.ok(inOrder('SM1', 'invented-tomorrow'));
    });

    it('remembers a limited number, and drops the least recent one', () => {
      const [first = '', , , later = ''] = way;
      const inOrder = order(2);
      for (const sid of ['SM1', 'SM2']) assert.ok(inOrder(sid, later));
      assert.ok(!inOrder('SM1', first));
      assert.ok(inOrder('SM3', later));
      assert.ok(!inOrder('SM1', first), 'SM1 is more recent than SM2');
      assert.ok(inOrder('SM2', first), 'SM2 was forgotten');
    });
  });
}
