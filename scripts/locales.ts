/**
 * The strings and the help of a language, as the build puts them into the package. docs/translating.md says how to add one.
 *
 * - `locales/<language>/<file>.json`: strings. Each file has keys of its own.
 * - `locales/<language>/<node>.html`: the help of a node. `{{> name}}` inserts `fragments/name.html`, `{{set}}` the
 *   name of its folder, and `{{key}}` a string, such as `{{twilio-send-whatsapp.note.window}}`.
 * - `locales/<language>/errors.json`: the sentences of errors and warnings, by their English text.
 * - `locales/<language>/phone.json`: the strings of the simulator's phone. They are bundled with its page.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths';

/** The language that Node-RED falls back to. */
export const ENGLISH = 'en-US';

/** The languages that are complete. A test fails when one of them lacks a string or a page of help. */
export const COMPLETE_LANGUAGES: readonly string[] = [ENGLISH, 'de'];

/** The strings of the sidebar. Node-RED reads them before those of nodes, so they are a catalogue of their own. */
export const SIDEBAR_STRINGS = 'sidebar.json';

/** The sentences of errors by their English text; see lib/errors/sentences.ts. */
export const ERRORS_FILE = 'errors.json';

/** The files of strings that are not part of the common catalogue. */
const NOT_IN_CATALOGUE = ['phone.json', SIDEBAR_STRINGS, ERRORS_FILE];

/** Strings by key, in groups. */
export interface Catalogue {
  [key: string]: string | Catalogue;
}

const folder = (language: string): string => path.join(root, 'locales', language);

/** The languages that have a folder in `locales`. */
export const languages = (): string[] => readdirSync(path.join(root, 'locales')).sort();

/** The files of a language whose names end with this, in alphabetical order. */
const filesOf = (language: string, extension: string): string[] =>
  readdirSync(folder(language))
    .filter((name) => name.endsWith(extension))
    .sort();

/** The file as a catalogue; empty when the language does not have it. */
export function stringsOf(language: string, file: string): Catalogue {
  const full = path.join(folder(language), file);
  return existsSync(full) ? (JSON.parse(readFileSync(full, 'utf8')) as Catalogue) : {};
}

/** The names of the files of strings, such as `common.json`. */
export const stringFiles = (language: string): string[] => filesOf(language, '.json');

/**
 * The catalogue of a language as Node-RED reads it.
 * @throws when two files have the same key
 */
export function catalogueOf(language: string): Catalogue {
  const catalogue: Catalogue = {};
  for (const file of stringFiles(language).filter((name) => !NOT_IN_CATALOGUE.includes(name))) {
    const strings = stringsOf(language, file);
    const taken = Object.keys(strings).find((key) => Object.hasOwn(catalogue, key));
    if (taken !== undefined) throw new Error(`${file} has the key "${taken}" of another file`);
    Object.assign(catalogue, strings);
  }
  return catalogue;
}

/** All strings of a catalogue by their full key, such as `common.label.name`. */
export function flatten(catalogue: Catalogue, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

/** The nodes that have a page of help in a language. */
export const helpPages = (language: string): string[] => filesOf(language, '.html').map((file) => file.slice(0, -5));

/** The names of the fragments of a language. */
export function fragmentsOf(language: string): string[] {
  const fragments = path.join(folder(language), 'fragments');
  return existsSync(fragments) ? readdirSync(fragments).map((file) => path.basename(file, '.html')) : [];
}

/** The limit of nested fragments. A fragment that contains itself exceeds it. */
const MAX_DEPTH = 4;

/**
 * The help of a node, with everything that it inserts.
 * @throws when it inserts a fragment or a string that does not exist
 */
export function helpOf(language: string, set: string, strings = flatten(catalogueOf(language))): string {
  const expand = (text: string, place: string, depth: number): string => {
    if (depth > MAX_DEPTH) throw new Error(`locales/${language}/${place}: a fragment contains itself`);
    return text.replace(/\{\{(>?)\s*([\w.-]+)\s*\}\}/g, (_match, isFragment: string, name: string) => {
      if (isFragment !== '') {
        const file = path.join(folder(language), 'fragments', `${name}.html`);
        if (!existsSync(file)) throw new Error(`locales/${language}/${place}: there is no fragment "${name}"`);
        return expand(readFileSync(file, 'utf8').trim(), `fragments/${name}.html`, depth + 1);
      }
      const value = name === 'set' ? set : strings.get(name);
      if (value === undefined) throw new Error(`locales/${language}/${place}: there is no string "${name}"`);
      return value;
    });
  };
  return expand(readFileSync(path.join(folder(language), `${set}.html`), 'utf8'), `${set}.html`, 0);
}

/** The help of all nodes in one file. A page that the language lacks is in English. @throws as `helpOf` */
export function allHelp(language: string): string {
  const own = new Set(helpPages(language));
  const strings = { own: flatten(catalogueOf(language)), english: flatten(catalogueOf(ENGLISH)) };
  return helpPages(ENGLISH)
    .map((set) => (own.has(set) ? helpOf(language, set, strings.own) : helpOf(ENGLISH, set, strings.english)))
    .join('\n');
}

/** The words that a person reads in a piece of HTML. */
export const wordsOf = (html: string): string[] =>
  html
    .replace(/<[^>]+>/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
