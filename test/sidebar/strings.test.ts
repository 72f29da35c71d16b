import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { kinds } from '../../lib/events/kinds';

const root = path.resolve(__dirname, '../..');

const sources = readdirSync(path.join(root, 'sidebar'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(path.join(root, 'sidebar', file), 'utf8'))
  .join('\n');

const { sidebar } = JSON.parse(readFileSync(path.join(root, 'locales/en-US/sidebar.json'), 'utf8')) as {
  sidebar: Record<string, unknown>;
};

/** All keys with a text, such as `tab.log`. */
const keysIn = (value: unknown, prefix = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => keysIn(inner, prefix === '' ? name : `${prefix}.${name}`))
    : [prefix];

const known = keysIn(sidebar);

/** Groups of strings whose keys are put together in the code. */
const GROUPS = [...sources.matchAll(/text(?:Or)?\(\s*`([\w.]+)\.\$/g)].map(([, group = '']) => group);

describe('the strings of the sidebar', () => {
  it('are all that its code asks for', () => {
    const asked = [...sources.matchAll(/text\(\s*(?:[^'`()]*\? )?'([\w.-]+)'(?: : '([\w.-]+)')?/g)].flatMap(
      ([, ...keys]) => keys.filter((key): key is string => (key as string | undefined) !== undefined),
    );
    assert.ok(asked.length > 30);
    assert.deepEqual(
      asked.filter((key) => !known.includes(key)),
      [],
    );
  });

  it('have a name for every kind of webhook', () => {
    for (const kind of Object.keys(kinds)) assert.ok(known.includes(`kind.${kind}`), kind);
  });

  it('are all used', () => {
    const isUsed = (key: string): boolean =>
      sources.includes(`'${key}'`) || GROUPS.some((group) => key.startsWith(`${group}.`));
    assert.deepEqual(
      known.filter((key) => !isUsed(key)),
      [],
    );
  });
});
