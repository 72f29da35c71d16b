import assert from 'node:assert/strict';
import fc from 'fast-check';
import { translatorOf } from '../../../lib/errors/sentences';
import { flatten, stringsOf } from '../../../scripts/locales';

const german = Object.fromEntries(flatten(stringsOf('de', 'errors.json')));
const translate = translatorOf(german);

describe('the translation of an error', () => {
  it('finds a sentence, with the values in it', () => {
    assert.equal(translate('The message is empty'), 'Die Nachricht ist leer');
    assert.equal(translate('The call CA123 has ended'), 'Der Anruf CA123 ist beendet');
    assert.equal(
      translate('The file could not be written to /data/a. b: c (EACCES)'),
      'Die Datei konnte nicht nach /data/a. b: c geschrieben werden (EACCES)',
    );
  });

  it('puts the values where the translation wants them', () => {
    const swap = translatorOf({ 'from __1__ on to __2__': 'nach __2__ von __1__' });
    assert.equal(swap('from a on to b'), 'nach b von a');
    assert.equal(swap('from a$& on to $1'), 'nach $1 von a$&');
    assert.equal(swap('from first\nline on to b'), 'nach b von first\nline');
  });

  it('translates a value that is a sentence itself', () => {
    assert.equal(
      translate('The option timeout is "soon"; it must be a whole number from 1 to 600'),
      'Die Option timeout ist "soon"; sie muss eine ganze Zahl von 1 bis 600 sein',
    );
  });

  it('prefers the sentence that has more words of its own', () => {
    const pick = translatorOf({ '__1__ is not valid': 'A', '__1__ is not valid, because __2__': 'B' });
    assert.equal(pick('x is not valid, because y'), 'B');
    assert.equal(pick('x is not valid'), 'A');
  });

  it("keeps unknown text, such as Twilio's", () => {
    assert.equal(translate("The 'To' number +1 is not reachable."), "The 'To' number +1 is not reachable.");
    fc.assert(fc.property(fc.string(), (text) => translatorOf({})(text) === text));
    for (const name of ['constructor', '__proto__', 'toString']) assert.equal(translate(name), name);
  });

  it('finds each sentence of the table, for any values', () => {
    const entries = Object.entries(german).filter(([english]) => /__\d__/.test(english));
    assert.ok(entries.length > 100);
    const value = fc.stringMatching(/^[a-z0-9+]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.array(value, { minLength: 9, maxLength: 9 }), ([english], values) => {
        const filled = english.replace(/__(\d)__/g, (_match, digit: string) => values[Number(digit) - 1] ?? '');
        return translate(filled) !== filled;
      }),
      { numRuns: 300 },
    );
  });

  it('is not slower for a text that is made to be slow', () => {
    const start = performance.now();
    translate('The option '.repeat(5000));
    assert.ok(performance.now() - start < 2000);
  });
});
