import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SHARED_NAMESPACE } from '../../lib/namespaces';
import { expandForm } from '../../editor/form-markup';

const root = path.resolve(__dirname, '../..');
const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8');
const json = (...parts: string[]): Record<string, unknown> => JSON.parse(read(...parts)) as Record<string, unknown>;
const manifest = JSON.parse(read('package.json')) as { 'node-red': { nodes: Record<string, string> } };
const sets = Object.keys(manifest['node-red'].nodes);

/** The text for a key of a set's catalogue, with the shared strings in it. */
function lookUp(set: string, key: string): unknown {
  const [bare = '', namespace] = key.split(':').reverse();
  let value: unknown =
    namespace === undefined || namespace === SHARED_NAMESPACE
      ? { ...json('locales/en-US/common.json'), ...json('locales/en-US', `${set}.json`) }
      : undefined;
  for (const part of bare.split('.')) {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === part)?.[1]
        : undefined;
  }
  return value;
}

const formKeys = (html: string): string[] =>
  [...html.matchAll(/data-i18n="([^"]+)"/g)]
    .flatMap(([, keys]) => (keys ?? '').split(';'))
    .map((key) => key.replace(/^\[[^\]]+\]/, ''));

const codeKeys = (source: string): string[] => [...source.matchAll(/text\('([\w.-]+)'/g)].map(([, key]) => key ?? '');

for (const set of sets) {
  describe(`the strings of ${set}`, () => {
    const form = expandForm(read('nodes', set, `${set}.html`));
    const code = read('nodes', set, `${set}.editor.ts`);

    it('have all that its form shows', () => {
      const keys = formKeys(form);
      assert.ok(keys.length > 0);
      for (const key of keys) assert.equal(typeof lookUp(set, key), 'string', key);
    });

    it('have all that its code asks for', () => {
      const keys = codeKeys(code);
      assert.ok(keys.length > 0);
      for (const key of keys) assert.equal(typeof lookUp(set, key), 'string', key);
    });

    it('come with help for the very same node type', () => {
      const type = /data-template-name="([^"]+)"/.exec(form)?.[1] ?? '';
      assert.ok(code.includes(`RED.nodes.registerType('${type}', {`), type);
      assert.ok(read('locales/en-US', `${set}.html`).includes(`data-help-name="${type}"`), type);
    });

    it('have help in which no two types run together', () => {
      assert.doesNotMatch(read('locales/en-US', `${set}.html`), /property-type">[^<]*<\/span>\s*<span/);
    });

    it('have help for every field of the form', () => {
      const help = read('locales/en-US', `${set}.html`).replace(/\s+/g, ' ').toLowerCase();
      const labels = formKeys(form).filter((key) => key.includes('.label.') && !key.endsWith('filterBodyMatch'));
      for (const key of labels) {
        // A long label is a sentence, which the help says in its first words.
        const words = String(lookUp(set, key)).split(' ').slice(0, 2).join(' ').toLowerCase();
        assert.ok(help.includes(words), `${key}: ${words}`);
      }
    });
  });
}

describe('the strings that the shared editor code asks for', () => {
  it('are in the shared catalogue, or in that of the account', () => {
    const sources = readdirSync(path.join(root, 'editor')).map((file) => read('editor', file));
    const keys = sources.flatMap(codeKeys);
    assert.ok(keys.length > 0);
    for (const key of keys) assert.equal(typeof lookUp('twilio-config', key), 'string', key);
  });

  it('have a sentence for every problem that a check can find', () => {
    const sources = read('editor/validators.ts') + read('editor/twiml.ts');
    const keys = [...sources.matchAll(/key: '(\w+)'|, '(\w+)'\)/g)].map(([, a, b]) => a ?? b ?? '');
    assert.ok(keys.length > 15);
    for (const key of keys) assert.equal(typeof lookUp('twilio-config', `common.error.${key}`), 'string', key);
  });
});
