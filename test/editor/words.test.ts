import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordsOf } from '../../editor/fields/words';

describe('the words for a parameter of Twilio’s API', () => {
  for (const [name, words] of [
    ['friendlyName', 'Friendly name'],
    ['FriendlyName', 'Friendly name'],
    ['caller_name', 'Caller name'],
    ['smsUrl', 'SMS URL'],
    ['messagingServiceSid', 'Messaging service SID'],
    ['to', 'To'],
    ['1', '1'],
    ['startTime>', 'Start time>'],
    ['', ''],
  ] as const) {
    it(`are “${words}” for “${name}”`, () => {
      assert.equal(wordsOf(name), words);
    });
  }

  it('lose no letter and no digit', () => {
    const letters = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z\d_.]{0,30}$/), (name) => {
        assert.equal(letters(wordsOf(name)), letters(name));
        assert.doesNotMatch(wordsOf(name), /_/);
      }),
    );
  });
});
