import assert from 'node:assert/strict';
import { FilterError } from '../../../lib/events/filter-field';
import { messageEvent } from '../../../lib/events/message';
import { messageFilter, type MessageFilterFields } from '../../../lib/events/message-filters';

const event = messageEvent({ From: '+14155550111', To: '+14155550100', Body: 'Order 17', MediaUrl0: 'https://e.x/0' });
const accepts = (fields: MessageFilterFields): boolean => messageFilter(fields).accepts(event);

describe('the filter of a message trigger', () => {
  it('accepts every message when all fields are empty or missing', () => {
    assert.ok(accepts({}));
    assert.ok(accepts({ filterFrom: '', filterTo: ' ', filterBody: '', filterMedia: 'any' }));
  });

  it('accepts a message only when every field accepts it', () => {
    const fitting: MessageFilterFields = {
      filterFrom: '+1415*',
      filterTo: '+14155550100',
      filterBody: 'order',
      filterBodyMatch: 'starts',
      filterMedia: 'with',
    };
    assert.ok(accepts(fitting));
    assert.ok(!accepts({ ...fitting, filterFrom: '+44*' }));
    assert.ok(!accepts({ ...fitting, filterTo: '+14155550109' }));
    assert.ok(!accepts({ ...fitting, filterBody: '17' }));
    assert.ok(!accepts({ ...fitting, filterMedia: 'without' }));
  });

  it('searches for its text anywhere by default', () => {
    assert.ok(accepts({ filterBody: '17' }));
  });

  it('has an index of its numbers, preferably the recipients', () => {
    const from = '+14155550111';
    const to = '+1 415 555 0100, whatsapp:+14155550102';
    const own = { field: 'to', addresses: ['+14155550100', '+14155550102'] };
    assert.deepEqual(messageFilter({ filterTo: to, filterFrom: from }).index, own);
    assert.deepEqual(messageFilter({ filterFrom: from }).index, { field: 'from', addresses: [from] });
    assert.deepEqual(messageFilter({ filterTo: '+1*', filterFrom: from }).index, { field: 'from', addresses: [from] });
    assert.equal(messageFilter({ filterTo: '+1*', filterFrom: '*' }).index, undefined);
  });

  const wrong: [field: string, fields: MessageFilterFields][] = [
    ['filterFrom', { filterFrom: '555;556' }],
    ['filterTo', { filterTo: '4155550100' }],
    ['filterBody', { filterBody: '[', filterBodyMatch: 'regex' }],
    ['filterMedia', JSON.parse('{ "filterMedia": "some" }') as MessageFilterFields],
  ];
  for (const [field, fields] of wrong) {
    it(`names ${field} when it is invalid`, () => {
      assert.throws(
        () => messageFilter(fields),
        (error) => error instanceof FilterError && error.field === field,
      );
    });
  }
});
