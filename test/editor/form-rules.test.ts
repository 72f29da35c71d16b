/** Rules for the forms of all nodes together, read from their HTML and the catalogues. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ComponentType } from 'preact';
import { renderForm } from '../../editor/form/render';
import { nodeTypeOf } from '../../editor/node-type';
import { languages } from '../../scripts/locales';
import { nodeFolders } from '../../scripts/node-folders';

const load = createRequire(__filename);
const root = path.resolve(__dirname, '../..');
const json = (...parts: string[]): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(root, ...parts), 'utf8')) as Record<string, unknown>;
const sets = nodeFolders();
const ACCOUNT = 'twilio-config';

/** The rows of a form: the HTML of each, by property. */
function rowsOf(set: string): [property: string, html: string][] {
  const { default: Form } = load(path.join(root, 'nodes', set, `${set}.form.tsx`)) as { default: ComponentType };
  const [, ...rows] = renderForm(nodeTypeOf(set), Form).split(
    /(?=<div class="form-row[^>]* id="twilio-(?:config-)?row-)/,
  );
  return rows.map((row) => [/ id="twilio-(?:config-)?row-(\w+)"/.exec(row)?.[1] ?? '', row]);
}

/** The kind of control in a row. */
function controlIn(row: string, property: string): string {
  if (row.includes(`id="twilio-code-${property}"`)) return 'TypedInput with a code editor';
  if (row.includes(`id="node-input-${property}Type"`)) return 'TypedInput';
  if (row.includes('data-option=')) return 'field of the options';
  if (row.includes('<select')) return 'list';
  if (row.includes('type="checkbox"')) return 'checkboxes';
  return row.includes('inputmode="numeric"') ? 'number' : 'text';
}

/** Properties that have the same name and another meaning, so another control. */
const OTHER_MEANING: Readonly<Record<string, string>> = {
  channel: '"ask" has other fields for each channel',
  hints: 'an attribute among the options of a conversation',
  maxWait: '"make call" waits as long for each message, because it waits over restarts',
  record: '"dial" can record in several ways',
  track: 'the side of a call that "stream" hears; elsewhere whether the delivery is tracked',
  twiml: '"call in" has no message when it answers',
};

/** Labels with the words of the Twilio Console, where people copy the values. */
const WORDS_OF_CONSOLE = ['accountSid', 'apiKey'];

describe('the forms of all nodes', () => {
  it('have the same control for the same property', () => {
    const found = new Map<string, Map<string, string[]>>();
    for (const set of sets.filter((one) => one !== ACCOUNT)) {
      for (const [property, row] of rowsOf(set)) {
        const controls = found.get(property) ?? new Map<string, string[]>();
        const control = controlIn(row, property);
        controls.set(control, [...(controls.get(control) ?? []), set]);
        found.set(property, controls);
      }
    }
    assert.ok(found.size > 100, String(found.size));
    const several = [...found].filter(([, controls]) => controls.size > 1);
    assert.deepEqual(
      several.filter(([property]) => !(property in OTHER_MEANING)).map(([name, controls]) => [name, ...controls]),
      [],
    );
    assert.deepEqual(several.map(([property]) => property).sort(), Object.keys(OTHER_MEANING).sort());
  });

  for (const language of languages()) {
    it(`${language}: have words as labels, and the name in the API of what is a SID as a hint`, () => {
      const strange: string[] = [];
      for (const set of sets) {
        const { label } = Object.values(json('locales', language, `${set}.json`))[0] as {
          label?: Record<string, string>;
        };
        for (const [property, words] of Object.entries(label ?? {})) {
          const isWords = !/_|\bSID\b|\b[a-z]+[A-Z]/.test(words);
          if (!isWords && !WORDS_OF_CONSOLE.includes(property)) strange.push(`${set}: ${words}`);
        }
      }
      assert.deepEqual(strange, []);
    });
  }

  it('name the parameter of the API at each label of something that has a SID', () => {
    for (const set of sets.filter((one) => one !== ACCOUNT)) {
      for (const [property, row] of rowsOf(set)) {
        if (!property.endsWith('Sid')) continue;
        const name = / title="(\w+)"/.exec(row)?.[1] ?? '';
        assert.equal(name.toLowerCase(), property.toLowerCase(), `${set}: ${property}`);
      }
    }
  });

  it('have text fields for numbers, because a number field would drop an environment variable', () => {
    for (const set of sets) {
      for (const [property, row] of rowsOf(set)) assert.doesNotMatch(row, /type="number"/, `${set}: ${property}`);
    }
  });
});
