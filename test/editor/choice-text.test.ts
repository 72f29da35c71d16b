import assert from 'node:assert/strict';
import fc from 'fast-check';
import { choicesFor, entriesOf, typedIn, withCompleted, withToggled } from '../../editor/fields/choice-text';

const CHOICES = [
  { value: '+14155550100', label: '+14155550100 – Front desk' },
  { value: '+442079460100', label: '+442079460100' },
];

describe('the text of a field with choices', () => {
  it('finds choices by any part of their value or label, in any spelling', () => {
    const found = (typed: string) => choicesFor(CHOICES, typed).map(({ value }) => value);
    assert.deepEqual(found('(415) 555'), ['+14155550100']);
    assert.deepEqual(found('FRONT'), ['+14155550100']);
    assert.deepEqual(found('0100'), ['+14155550100', '+442079460100']);
    assert.deepEqual(found(' + '), ['+14155550100', '+442079460100']);
    assert.deepEqual(found('nobody'), []);
  });

  it('is a list of entries, one of which is being typed', () => {
    assert.deepEqual(entriesOf(' +1415*, ,+44 ,'), ['+1415*', '+44']);
    assert.equal(typedIn('+1415*, 01', true), '01');
    assert.equal(typedIn('+1415*,', true), '');
    assert.equal(typedIn(' a, b ', false), 'a, b');
    assert.equal(withCompleted('+1415*, 01', '+442079460100'), '+1415*, +442079460100');
    assert.equal(withCompleted('0100', '+14155550100'), '+14155550100');
    assert.equal(withCompleted('+14155550100, 01', '+14155550100'), '+14155550100');
  });

  it('has an entry once, and is the same after it was added and removed', () => {
    const entry = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !text.includes(','));
    fc.assert(
      fc.property(fc.uniqueArray(entry), entry, (entries, value) => {
        const others = entries.filter((one) => one !== value);
        const added = withToggled(others.join(', '), value);
        assert.deepEqual(entriesOf(added), [...others, value]);
        assert.deepEqual(entriesOf(withToggled(added, value)), others);
      }),
    );
  });
});
