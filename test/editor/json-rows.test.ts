import assert from 'node:assert/strict';
import { objectIn, shownOf, usedVariables, variableRows, withMember } from '../../editor/fields/json-rows';

describe('rows for the members of an object', () => {
  it('read and write the object, and leave the rest of it alone', () => {
    const text = { name: 'a', kind: 'text' } as const;
    assert.deepEqual(withMember({ b: 1 }, text, 'x'), { b: 1, a: 'x' });
    assert.deepEqual(withMember({ a: 'x', b: 1 }, text, ''), { b: 1 });
    assert.deepEqual(withMember({}, { name: 'a', kind: 'boolean' }, 'false'), { a: false });
    assert.deepEqual(withMember({}, { name: 'a', kind: 'number' }, '12'), { a: 12 });
    assert.deepEqual(withMember({}, { name: 'a', kind: 'number' }, '${N}'), { a: '${N}' });
  });

  it('show texts, numbers and truths, and nothing that is no single value', () => {
    assert.deepEqual([undefined, null, 'x', 1, false, {}, []].map(shownOf), [
      '',
      '',
      'x',
      '1',
      'false',
      undefined,
      undefined,
    ]);
  });

  it('read an empty text as an empty object, and anything but an object as none', () => {
    assert.deepEqual(
      [objectIn(' '), objectIn('{"a":1}'), objectIn('[1]'), objectIn('{')],
      [{}, { a: 1 }, undefined, undefined],
    );
  });

  it('drop what another template does not use', () => {
    const template = { variables: { 1: 'Monday' }, body: 'On {{1}}, {{name}}' };
    assert.deepEqual(usedVariables({ 1: 'Friday', 2: '9:30', name: 'Ada' }, template), { 1: 'Friday', name: 'Ada' });
  });

  it('are there for the variables of a template and for what is set beside them, numbers in order', () => {
    const rows = variableRows({ 10: 'ten', 2: 'two' }, { 1: 'one', name: 'Ada' });
    assert.deepEqual(
      rows.map(({ name, placeholder }) => [name, placeholder]),
      [
        ['1', ''],
        ['2', 'two'],
        ['10', 'ten'],
        ['name', ''],
      ],
    );
  });
});
