import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lazy } from '../lazy';
import type * as sentencesModule from '../errors/sentences';

const sentences = lazy<typeof sentencesModule>(__filename, '../errors/sentences');

const LOCALES = path.join(__dirname, '../../locales');

/** What Node-RED says its language is; see `setLanguage`. */
let languageOf: (() => string) | undefined;

/** Translates a sentence. It is made with the first sentence, because English needs none. */
let translator: ((sentence: string) => string) | undefined;

/**
 * Sets where the language comes from. Node-RED has one, which does not change while it runs.
 * @param find returns the language, such as `de`. It is called with the first sentence, when all catalogues are loaded.
 */
export function setLanguage(find: () => string): void {
  languageOf = find;
  translator = undefined;
}

/** A sentence of an error or a warning in Node-RED's language; in English when there is no translation. */
export function inLanguage(sentence: string): string {
  translator ??= translatorFor(languageOf?.() ?? '');
  return translator(sentence);
}

function translatorFor(language: string): (sentence: string) => string {
  const file = path.join(LOCALES, language, 'errors.json');
  if (!/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(language) || language === 'en-US' || !existsSync(file)) {
    return (sentence) => sentence;
  }
  const table = JSON.parse(readFileSync(file, 'utf8')) as sentencesModule.SentenceTable;
  return sentences().translatorOf(table);
}
