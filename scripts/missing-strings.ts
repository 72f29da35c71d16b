/**
 * `npm run locales -- <language> [<revision>]`: lists what a language lacks, as JSON to fill in. With a Git revision, also the
 * strings and pages whose English text has changed since then.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Catalogue, ENGLISH, flatten, fragmentsOf, helpPages, stringFiles, stringsOf } from './locales';
import { root } from './paths';

/** A string or a file that a language lacks. */
export interface Missing {
  file: string;
  /** Absent for a whole file of help. */
  key?: string;
  english?: string;
}

/** The strings, pages and fragments that English has and a language lacks. */
export function missingIn(language: string): Missing[] {
  const strings = stringFiles(ENGLISH).flatMap((file) => {
    const own = flatten(stringsOf(language, file));
    return [...flatten(stringsOf(ENGLISH, file))]
      .filter(([key]) => !own.has(key))
      .map(([key, english]) => ({ file, key, english }));
  });
  const pages = [
    ...helpPages(ENGLISH).map((set) => `${set}.html`),
    ...fragmentsOf(ENGLISH).map((name) => path.join('fragments', `${name}.html`)),
  ].filter((file) => !existsSync(path.join(root, 'locales', language, file)));
  return [...strings, ...pages.map((file) => ({ file }))];
}

/** A file of the English locale at a Git revision; `undefined` when there was none. */
function englishAt(revision: string, file: string): string | undefined {
  try {
    const args = ['show', `${revision}:locales/${ENGLISH}/${file.replaceAll(path.sep, '/')}`];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** The English strings that have another text than at a revision. */
function changedSince(revision: string): Missing[] {
  return stringFiles(ENGLISH).flatMap((file) => {
    const before = englishAt(revision, file);
    const old = flatten(before === undefined ? {} : (JSON.parse(before) as Catalogue));
    return [...flatten(stringsOf(ENGLISH, file))]
      .filter(([key, english]) => old.has(key) && old.get(key) !== english)
      .map(([key, english]) => ({ file, key, english }));
  });
}

/** The pages and fragments of help that have changed since a revision. */
function changedHelp(revision: string): string[] {
  const args = ['diff', '--name-only', revision, '--', `locales/${ENGLISH}/*.html`, `locales/${ENGLISH}/fragments`];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '');
}

function print(title: string, found: readonly Missing[]): void {
  console.log(`${title}: ${found.length}`);
  for (const file of new Set(found.map((one) => one.file))) {
    const strings = found.filter((one) => one.file === file && one.key !== undefined);
    console.log(`\n${file}`);
    for (const { key = '', english = '' } of strings) console.log(`  "${key}": ${JSON.stringify(english)}`);
  }
}

function main([language = '', revision]: readonly string[]): void {
  if (!readdirSync(path.join(root, 'locales')).includes(language)) {
    throw new Error('Name a language that has a folder in locales, such as: npm run locales -- de');
  }
  print(`Missing in ${language}`, missingIn(language));
  if (revision === undefined) return;
  print(`\nChanged in English since ${revision}`, changedSince(revision));
  console.log(`\nHelp changed in English since ${revision}:\n${changedHelp(revision).join('\n')}`);
}

if (require.main === module) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
