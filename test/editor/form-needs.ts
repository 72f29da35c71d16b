/** What the tests of every form need, and what they check in an open form. */
import assert from 'node:assert/strict';
import { formAccessibilityProblems } from '../support/axe';
import { isDocumented } from '../support/documented';
import type { Editor } from '../support/editor';
import { fieldsOf } from '../support/fields';
import { CREDENTIALS, real, simulated, tab } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import type { EditorNeeds } from '../support/shared-editor';
import { nodeRedVersion } from '../support/versions';
import { WITH_NUMBERS } from './form-cases';
import { numbersOf, type Size } from './form-checks';

/** What holds for our own fields is checked once. */
export const isFull = nodeRedVersion === '5';

/** The narrow windows are hard. The last one has room for the next node. */
export const WINDOWS: readonly Size[] = [[800, 600], ...(isFull ? [[1024, 768] as const] : []), [1280, 900]];

/** German has the longer words. */
export const GERMAN_WINDOWS: readonly Size[] = [[1024, 768]];

/** The flows have accounts of each kind. */
export const NEEDS = {
  flows: [
    tab,
    simulated(),
    real({ id: 'real-account', path: '/real', publicUrl: 'https://example.com' }),
    real({ id: 'local-account', path: '/local', publicUrl: '' }),
  ],
  credentials: { 'real-account': CREDENTIALS, 'local-account': CREDENTIALS },
  viewport: { width: 1280, height: 900 },
  expected: /Failed to load resource: the server responded with a status of (404|409|502)/,
} satisfies EditorNeeds;

/** A number that is an environment variable. */
export const VARIABLE = '${HOW_MANY}';

const variables = (names: string[]) => Object.fromEntries(names.map((name) => [name, VARIABLE]));

/** Checks the open form: its fields, those who cannot see or point, and its help. */
export async function assertContents(
  editor: Editor,
  set: string,
  properties: string[],
  hidden: string[] = [],
): Promise<void> {
  const { input } = fieldsOf(editor);
  for (const property of ['name', ...hidden, ...properties]) {
    assert.equal(await input(property).count(), 1, property);
  }
  await editor.unfold();
  if (!isFull) return;
  assert.deepEqual(await formAccessibilityProblems(editor.page), []);
  await editor.form.locator('.red-ui-tray-footer-left .fa-book').click();
  const help = editor.page.locator('.red-ui-sidebar-help-stack');
  await help.locator('p').first().waitFor();
  const terms = (await help.locator('dt').allInnerTexts()).join('\n');
  for (const property of properties) assert.ok(isDocumented(set, property, terms), property);
}

/** What makes each field of a node for a number a variable, and how many fields these are. */
export async function withVariables(
  editor: Editor,
  set: string,
  node: FlowNode,
): Promise<{ changes: Record<string, unknown>; numbers: number }> {
  const { own, typed, options } = await numbersOf(editor, node.type);
  for (const name of typed) assert.equal(node[`${name}Type`], 'num', name);
  const inOptions = options.length === 0 ? {} : { options: variables(options) };
  return {
    changes: { ...WITH_NUMBERS[set], ...variables([...own, ...typed]), ...inOptions },
    numbers: own.length + typed.length + options.length,
  };
}
