import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bareAddress } from '../../../lib/addresses/address-pattern';
import { messageEvent } from '../../../lib/events/message';
import { messageFilter } from '../../../lib/events/message-filters';
import { Subscribers, type Subscription } from '../../../lib/webhooks/subscribers';
import { listener } from '../../support/webhooks';

type Trigger = Subscription<'message'>;

const subscriber = (filterFrom: string, filterTo: string, wantsFilteredOut = false): Trigger =>
  listener('message', { filter: messageFilter({ filterFrom, filterTo }), wantsFilteredOut });

describe('the subscribers of a kind', () => {
  it('get an event only when it has an address that they name', () => {
    const subscribers = new Subscribers<'message'>();
    const mine = subscriber('', '+14155550100');
    const others = Array.from({ length: 1000 }, (_, n) => subscriber('', `+1415556${String(n).padStart(4, '0')}`));
    for (const one of [...others, mine]) subscribers.add(one);
    assert.deepEqual(subscribers.candidates('+14155550111', '+14155550100'), [mine]);
    assert.equal(subscribers.size, 1001);
  });

  it('are in the order in which they subscribed, however they are found', () => {
    const subscribers = new Subscribers<'message'>();
    const all = [
      subscriber('', '+14155550100'),
      subscriber('', ''),
      subscriber('+14155550111', ''),
      subscriber('*', '', true),
      subscriber('', '+14155550100, +14155550101'),
    ];
    for (const one of all) subscribers.add(one);
    assert.deepEqual(subscribers.candidates('+14155550111', '+14155550100'), all);
    assert.deepEqual([...subscribers], all);
  });

  it('get nothing after they were removed', () => {
    const subscribers = new Subscribers<'message'>();
    const all = [subscriber('', '+14155550100'), subscriber('', ''), subscriber('', '+14155550100, +14155550101')];
    const takeBack = all.map((one) => subscribers.add(one));
    takeBack[0]?.();
    assert.deepEqual(subscribers.candidates('+1', '+14155550100'), all.slice(1));
    for (const back of takeBack) back();
    assert.deepEqual(subscribers.candidates('+1', '+14155550100'), []);
    assert.equal(subscribers.size, 0);
  });

  it('are the same as when every filter is tried', () => {
    const number = fc.integer({ min: 0, max: 6 }).map((n) => `+1415555010${n}`);
    const entry = fc.oneof(
      number,
      number.map((one) => `whatsapp:${one}`),
      fc.constantFrom('*', '+1415*', '*3', '+1*5*4', 'Shop', 'SHOP', '72975', '+1 (415) 555-0102'),
    );
    const list = fc.array(entry, { maxLength: 3 }).map((entries) => entries.join(', '));
    const subscription = fc.record({ from: list, to: list, rejected: fc.boolean(), gone: fc.boolean() });
    const address = fc.oneof(
      number,
      number.map((one) => `whatsapp:${one}`),
      fc.constantFrom('shop', 'Shop', '72975', ''),
    );
    const message = fc.record({ From: address, To: address });
    fc.assert(
      fc.property(fc.array(subscription, { maxLength: 40 }), fc.array(message, { maxLength: 10 }), (wanted, sent) => {
        const subscribers = new Subscribers<'message'>();
        const made = wanted.map(({ from, to, rejected }) => subscriber(from, to, rejected));
        const takeBack = made.map((one) => subscribers.add(one));
        takeBack.forEach((back, index) => {
          if (wanted[index]?.gone === true) back();
        });
        const all = made.filter((_, index) => wanted[index]?.gone === false);
        for (const event of sent.map((params) => messageEvent(params))) {
          const found = subscribers.candidates(bareAddress(event.from), bareAddress(event.to));
          const taken = (some: Trigger[]) => some.filter(({ filter }) => filter.accepts(event));
          const refused = (some: Trigger[]) =>
            some.filter(({ filter, wantsFilteredOut }) => wantsFilteredOut && !filter.accepts(event));
          const shown = all.filter((one) => found.includes(one));
          assert.deepEqual(
            found.map((one) => made.indexOf(one)),
            shown.map((one) => made.indexOf(one)),
          );
          assert.deepEqual(
            taken(shown).map((one) => made.indexOf(one)),
            taken(all).map((one) => made.indexOf(one)),
          );
          assert.deepEqual(
            refused(shown).map((one) => made.indexOf(one)),
            refused(all).map((one) => made.indexOf(one)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
