import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NAMESPACE } from '../../lib/namespace';
import type { ComponentType } from 'preact';
import { renderForm } from '../../editor/form/render';
import { nodeTypeOf } from '../../editor/node-type';
import { ENGLISH, helpOf } from '../../scripts/locales';
import { nodeFolders } from '../../scripts/node-folders';

const load = createRequire(__filename);
const root = path.resolve(__dirname, '../..');
const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8');
const json = (...parts: string[]): Record<string, unknown> => JSON.parse(read(...parts)) as Record<string, unknown>;
const nodes = nodeFolders();

/** The text for a key of a node's catalogue, with the shared strings in it. */
function lookUp(node: string, key: string): unknown {
  const [bare = '', namespace] = key.split(':').reverse();
  let value: unknown =
    namespace === undefined || namespace === '' || namespace === NAMESPACE
      ? {
          ...json('locales/en-US/common.json'),
          ...json('locales/en-US/setup.json'),
          ...json('locales/en-US', `${node}.json`),
        }
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

/** The editor code of a node: `<node>.editor.ts` and the other `.editor.ts` files in its folder. */
const editorCode = (node: string): string =>
  readdirSync(path.join(root, 'nodes', node))
    .filter((file) => file.endsWith('.editor.ts'))
    .map((file) => read('nodes', node, file))
    .join('\n');

/** The form of a node. */
function formOf(node: string): string {
  const { default: Form } = load(path.join(root, 'nodes', node, `${node}.form.tsx`)) as { default: ComponentType };
  return renderForm(nodeTypeOf(node), Form);
}

for (const node of nodes) {
  describe(`the strings of ${node}`, () => {
    const code = editorCode(node);
    const form = formOf(node);

    it('have all that its form shows', () => {
      const keys = formKeys(form);
      assert.ok(keys.length > 0);
      for (const key of keys) assert.equal(typeof lookUp(node, key), 'string', key);
    });

    it('have every string that its code uses', () => {
      const keys = codeKeys(code);
      for (const key of keys) assert.equal(typeof lookUp(node, key), 'string', key);
    });

    it('come with help for the very same node type', () => {
      const type = /data-template-name="([^"]+)"/.exec(form)?.[1] ?? '';
      assert.ok(code.includes(`RED.nodes.registerType('${type}', {`), type);
      assert.ok(read('locales/en-US', `${node}.html`).includes(`data-help-name="${type}"`), type);
    });

    it('have help in which no two types run together', () => {
      assert.doesNotMatch(helpOf(ENGLISH, node), /property-type">[^<]*<\/span>\s*<span/);
    });

    it('explain every field of the form: below it, in the help, or in the reference', () => {
      const reference = path.join('docs/nodes', `${node}.md`);
      const texts = [helpOf(ENGLISH, node), existsSync(path.join(root, reference)) ? read(reference) : ''];
      const explained = texts.join(' ').replace(/\s+/g, ' ').toLowerCase();
      const labels = formKeys(form).filter((key) => key.includes('.label.') && !key.endsWith('filterBodyMatch'));
      for (const key of labels) {
        if (typeof lookUp(node, key.replace('.label.', '.hint.')) === 'string') continue;
        // A long label is a sentence, which the help says in its first words.
        const words = String(lookUp(node, key)).split(' ').slice(0, 2).join(' ').toLowerCase();
        assert.ok(explained.includes(words), `${key}: ${words}`);
      }
    });
  });
}

describe('the strings that the shared editor code uses', () => {
  it('are in the shared catalogue, or in that of the account', () => {
    const sources = readdirSync(path.join(root, 'editor'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read('editor', file));
    const keys = sources.flatMap(codeKeys);
    assert.ok(keys.length > 0);
    for (const key of keys) assert.equal(typeof lookUp('twilio-config', key), 'string', key);
  });

  it('have a sentence for every problem that a check can find', () => {
    const sources = readdirSync(path.join(root, 'editor/validators')).map((file) => read('editor/validators', file));
    const keys = [...sources.join('\n').matchAll(/key: '(\w+)'/g)].map(([, key]) => key ?? '');
    assert.ok(keys.length > 15);
    for (const key of keys) assert.equal(typeof lookUp('twilio-config', `common.error.${key}`), 'string', key);
  });
});
