import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/paths';
import { ENGLISH, allHelp, fragmentsOf, helpOf, helpPages, languages, wordsOf } from '../../scripts/locales';

/** The longest page of help, in words. */
const MAX_WORDS = 400;

/** From how many words on a text may be in the help only once. */
const REPEATED_WORDS = 12;

const source = (language: string, file: string): string =>
  readFileSync(path.join(root, 'locales', language, file), 'utf8').replace(/\s+/g, ' ');

/** The files that the help of a language is made of. */
const sourcesOf = (language: string): string[] => [
  ...helpPages(language).map((set) => `${set}.html`),
  ...fragmentsOf(language).map((name) => `fragments/${name}.html`),
];

/** The paragraphs, descriptions and list items of a file. */
const blocksOf = (html: string): string[] =>
  [...html.matchAll(/<(p|dd|li)>(.*?)<\/\1>/g)].map(([, , text]) => (text ?? '').trim());

for (const language of languages()) {
  describe(`the help in ${language}`, () => {
    for (const set of helpPages(language)) {
      it(`of ${set} has at most ${MAX_WORDS} words, and everything that it inserts`, () => {
        const page = helpOf(language, set);
        assert.ok(wordsOf(page).length <= MAX_WORDS, `${wordsOf(page).length} words`);
        assert.doesNotMatch(page, /\{\{/);
      });
    }

    it('says nothing twice that a fragment could say once', () => {
      const files = new Map<string, string>();
      for (const file of sourcesOf(language)) {
        for (const block of blocksOf(source(language, file))) {
          if (wordsOf(block).length < REPEATED_WORDS) continue;
          assert.equal(files.get(block), undefined, `${file} repeats: ${block}`);
          files.set(block, file);
        }
      }
      assert.ok(files.size > 20);
    });

    it('uses each of its fragments', () => {
      const all = sourcesOf(language)
        .map((file) => source(language, file))
        .join('\n');
      for (const name of fragmentsOf(language)) assert.ok(all.includes(`{{> ${name}}}`), name);
    });
  });
}

describe('the help of a language that lacks a page', () => {
  it('is in English for that page', () => {
    const page = helpOf(ENGLISH, 'sms-in');
    assert.ok(allHelp(ENGLISH).includes(page));
    for (const language of languages()) {
      assert.equal(allHelp(language).match(/data-help-name=/g)?.length, helpPages(ENGLISH).length, language);
    }
  });
});
