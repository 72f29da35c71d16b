import assert from 'node:assert/strict';
import { groupedTexts } from '../../../lib/node-red/grouped-texts';

describe('texts in one line of the log', () => {
  it('are all there when they differ', () => {
    assert.equal(groupedTexts(['to +1', 'to +2']), 'to +1; to +2');
  });

  it('are there once with their number when they are equal', () => {
    assert.equal(groupedTexts(['stopped', 'to +1', 'stopped']), 'stopped (2×); to +1');
  });

  it('are at most a hundred', () => {
    const line = groupedTexts(Array.from({ length: 5000 }, (_, index) => `to +${index}`));
    assert.equal(line.split('; ').length, 101);
    assert.match(line, /to \+99; …$/);
  });
});
