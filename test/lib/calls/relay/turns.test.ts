import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Turns } from '../../../../lib/calls/relay/turns';

/** Turns with ids that are counted. */
const create = () => {
  let count = 0;
  const turns = new Turns();
  const id = () => `t${(count += 1)}`;
  return Object.assign(turns, { next: () => turns.begin(id()), key: () => turns.add(id()) });
};

describe('the turns of a conversation', () => {
  it('are over after an interruption', () => {
    const turns = create();
    const [key, first] = [turns.key(), turns.next()];
    turns.spoken(first, false);
    turns.interrupt();
    assert.deepEqual([turns.isOpen(key), turns.isOpen(first)], [false, false]);
    assert.equal(turns.isOpen(turns.next()), true);
  });

  it('are over when the caller says something new, unless an answer is half said', () => {
    const turns = create();
    const thinking = turns.next();
    const speaking = turns.next();
    assert.equal(turns.isOpen(thinking), false);
    turns.spoken(speaking, false);
    const answered = turns.next();
    assert.equal(turns.isOpen(speaking), true);
    turns.spoken(speaking, true);
    turns.spoken(answered, true);
    turns.next();
    assert.deepEqual([turns.isOpen(speaking), turns.isOpen(answered)], [false, false]);
  });

  it('can have several answers, and keys close none', () => {
    const turns = create();
    const turn = turns.next();
    turns.spoken(turn, true);
    turns.key();
    assert.equal(turns.isOpen(turn), true);
    assert.equal(turns.isThinking(turn), false);
  });

  it('survive a restart, and nothing else is read', () => {
    const turns = create();
    const turn = turns.next();
    const again = create();
    again.restore(JSON.parse(JSON.stringify(turns.toJson())));
    assert.equal(again.isThinking(turn), true);
    for (const broken of [undefined, null, 1, {}, [1], [[{}, 'thinking']], [['x']], [['x', 'sleeping']]]) {
      const none = create();
      none.restore(broken);
      assert.deepEqual(none.toJson(), []);
    }
  });

  it('never accept a text for a turn before an interruption', () => {
    const event = fc.oneof(
      fc.constant({ kind: 'begin' as const }),
      fc.constant({ kind: 'add' as const }),
      fc.constant({ kind: 'interrupt' as const }),
      fc.record({ kind: fc.constant('speak' as const), turn: fc.nat(20), isLast: fc.boolean() }),
      fc.constant({ kind: 'restart' as const }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let count = 0;
        const id = () => `t${(count += 1)}`;
        let turns = new Turns();
        let interruptedAt = 0;
        let newest: string | undefined;
        for (const one of events) {
          if (one.kind === 'begin') newest = turns.begin(id());
          else if (one.kind === 'add') turns.add(id());
          else if (one.kind === 'interrupt') {
            turns.interrupt();
            interruptedAt = count;
            newest = undefined;
          } else if (one.kind === 'speak') turns.spoken(`t${one.turn}`, one.isLast);
          else {
            const next = new Turns();
            next.restore(JSON.parse(JSON.stringify(turns.toJson())));
            turns = next;
          }
          for (let index = 1; index <= interruptedAt; index += 1) assert.equal(turns.isOpen(`t${index}`), false);
          if (newest !== undefined && turns.toJson().length < 50) assert.equal(turns.isOpen(newest), true);
          assert.ok(turns.toJson().length <= 50);
        }
      }),
    );
  });
});
