import assert from 'node:assert/strict';
import { choicesIn } from '../../editor/account/choices';

describe('the response to a form that requests a list of the account', () => {
  it('is read as far as it makes sense', () => {
    const template = { value: 'HX1', variables: { 1: 'x', 2: 3 } };
    const number = { value: '+14155550100', label: 'Shop', capabilities: ['sms', 1] };
    assert.deepEqual(choicesIn([template, number, { label: 'no value' }, null, 'x']), [
      { value: 'HX1', label: 'HX1', variables: { 1: 'x', 2: '' }, body: '', capabilities: [] },
      { value: '+14155550100', label: 'Shop', variables: {}, body: '', capabilities: ['sms'] },
    ]);
    assert.deepEqual(choicesIn({ error: 'x' }), []);
  });
});
