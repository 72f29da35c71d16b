/** What the strings of all languages have in common. `npm run locales -- <language>` lists what a language lacks. */
import assert from 'node:assert/strict';
import {
  COMPLETE_LANGUAGES,
  ENGLISH,
  flatten,
  fragmentsOf,
  helpOf,
  helpPages,
  languages,
  stringFiles,
  stringsOf,
} from '../../scripts/locales';
import { missingIn } from '../../scripts/missing-strings';

/** The placeholders, tags and variables of a string, in alphabetical order. */
const partsOf = (text: string): string[] =>
  [...text.matchAll(/__\w+?__|<[^>]+>|\$\{\w+\}/g)].map(([part]) => part).sort();

/** The code in a page of help: what a flow or Twilio reads, in every language the same. */
const codeOf = (html: string): string[] =>
  [...new Set([...html.matchAll(/<code\s*>(.*?)<\/code\s*>/gs)].map(([, code]) => (code ?? '').trim()))].sort();

const others = languages().filter((language) => language !== ENGLISH);

it('there is a second language, and it is complete', () => {
  assert.ok(COMPLETE_LANGUAGES.some((language) => language !== ENGLISH));
  for (const language of COMPLETE_LANGUAGES) assert.ok(languages().includes(language), language);
});

for (const language of languages()) {
  describe(`the strings in ${language}`, () => {
    const strings = stringFiles(language).flatMap((file) =>
      [...flatten(stringsOf(language, file))].map(([key, text]) => ({ file, key, text })),
    );

    it('are not empty', () => {
      assert.deepEqual(
        strings.filter(({ text }) => text.trim() === ''),
        [],
      );
    });

    it('have a singular for each plural, with the same placeholders', () => {
      const plurals = strings.filter(({ key }) => key.endsWith('_plural'));
      for (const { file, key, text } of plurals) {
        const singular = flatten(stringsOf(language, file)).get(key.replace(/_plural$/, ''));
        assert.ok(singular !== undefined, key);
        assert.ok(text.includes('__count__'), key);
        assert.deepEqual(partsOf(singular), partsOf(text), key);
      }
    });
  });
}

for (const language of others) {
  describe(`the translation to ${language}`, () => {
    it('has no string that English does not have', () => {
      for (const file of stringFiles(language)) {
        const english = flatten(stringsOf(ENGLISH, file));
        for (const key of flatten(stringsOf(language, file)).keys()) assert.ok(english.has(key), `${file}: ${key}`);
      }
    });

    it('has the placeholders, tags and variables of the English strings', () => {
      for (const file of stringFiles(language)) {
        const english = flatten(stringsOf(ENGLISH, file));
        for (const [key, text] of flatten(stringsOf(language, file))) {
          assert.deepEqual(partsOf(text), partsOf(english.get(key) ?? ''), `${file}: ${key}`);
        }
      }
    });

    it('has the code of the English help', () => {
      for (const set of helpPages(language)) {
        assert.deepEqual(codeOf(helpOf(language, set)), codeOf(helpOf(ENGLISH, set)), set);
      }
    });
  });
}

for (const language of COMPLETE_LANGUAGES) {
  it(`${language} is complete`, () => {
    assert.deepEqual(missingIn(language), []);
    assert.deepEqual(helpPages(language), helpPages(ENGLISH));
    assert.deepEqual(fragmentsOf(language).sort(), fragmentsOf(ENGLISH).sort());
  });
}
