import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asPlain } from '../../../lib/account/resource';

const unchanged = (text: string): string => text;

/** What the SDK's objects can hold, and what JSON leaves out. */
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    // JSON has no negative zero.
    fc.double().map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constantFrom(null, undefined, () => 1),
    fc.date({ noInvalidDate: false }),
    fc.array(tie('any')),
    fc.dictionary(fc.string(), tie('any')),
    fc.dictionary(fc.string(), tie('any')).map((inner) => ({ toJSON: () => inner })),
  ),
})).any;

describe('a resource of the SDK', () => {
  it('becomes what JSON would make of it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (resource) => {
        assert.deepEqual(asPlain(resource, unchanged), JSON.parse(JSON.stringify(resource)));
      }),
    );
  });

  it('has each of its texts changed, however deep, and no name of a member', () => {
    const resource = { secret: 'a secret', list: [{ url: 'the secret' }, new Date(0)], count: 1 };
    const clean = (text: string): string => text.replace('secret', '***');
    assert.deepEqual(asPlain(resource, clean), {
      secret: 'a ***',
      list: [{ url: 'the ***' }, '1970-01-01T00:00:00.000Z'],
      count: 1,
    });
  });
});
