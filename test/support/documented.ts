import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8');

type Catalogue = Record<string, Record<string, Record<string, unknown> | undefined> | undefined>;

/** A string about a property, of the set itself or of all sets. */
function stringAbout(set: string, kind: 'label' | 'hint', property: string): string | undefined {
  const names = [`${set}.json`, 'common.json'];
  const found = names
    .flatMap((name) => Object.values(JSON.parse(read('locales', 'en-US', name)) as Catalogue))
    .map((strings) => strings?.[kind]?.[property]);
  return found.find((value) => typeof value === 'string');
}

/**
 * Whether a person can read what a property of a node is for: below its field, in the help, or in the reference that the
 * help links to. They name the property or its label. The name of a node needs no words.
 * @param terms the terms of the help, as the editor shows them
 */
export function isDocumented(set: string, property: string, terms: string): boolean {
  if (property === 'name' || stringAbout(set, 'hint', property) !== undefined) return true;
  const reference = path.join('docs', 'nodes', `${set}.md`);
  const text = existsSync(path.join(root, reference)) ? read(reference) : '';
  // What the reference names is bold, or code.
  const named = [terms, ...text.matchAll(/\*\*[^*]+\*\*|`[^`]+`/g)].join(' ').replace(/\s+/g, ' ');
  if (new RegExp(`\\b${property}\\b`).test(named)) return true;
  // A long label is a sentence, which the help says in its first words.
  const label = stringAbout(set, 'label', property)?.split(' ').slice(0, 2).join(' ').toLowerCase();
  const help = read('locales', 'en-US', `${set}.html`).replace(/\s+/g, ' ');
  return label !== undefined && `${named} ${help}`.toLowerCase().includes(label);
}
