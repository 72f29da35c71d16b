/** What the tests check in the open form of any node. */
import assert from 'node:assert/strict';
import type { Editor } from '../support/editor';
import { fieldsOf } from '../support/fields';
import { overflowOf, overlapsIn } from '../support/layout';
import type { Lines, Mistake } from './form-cases';

export type Size = readonly [width: number, height: number];

/** Resizes the window, and waits until the form has its new size. */
async function resize({ page }: Editor, [width, height]: Size): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Opens all sections of the form on top, also hidden ones, and says what is wrong with it. */
export async function assertLayout(editor: Editor, windows: readonly Size[]): Promise<void> {
  const { form } = editor;
  await form.evaluate((tray) => {
    for (const section of tray.querySelectorAll('details')) section.open = true;
  });
  for (const size of windows) {
    await resize(editor, size);
    assert.equal(await overflowOf(form), 0, `pixels outside of the form in a window of ${size[0]} pixels`);
    assert.deepEqual(await overlapsIn(form), [], `${size[0]} pixels`);
  }
}

const isMarked = (editor: Editor) => editor.form.locator('.input-error:visible');

/** Fails if a field of the form on top is marked as wrong. */
export const assertNothingMarked = async (editor: Editor): Promise<void> => {
  assert.deepEqual(
    await isMarked(editor).evaluateAll((fields) => fields.map(({ id, className }) => id || className)),
    [],
  );
};

/** Marks each mistake while it is there, and only then. */
export async function assertMistakesAreMarked(editor: Editor, mistakes: readonly Mistake[]): Promise<void> {
  const { input, marked, write } = fieldsOf(editor);
  for (const [property, wrong, right, choices = {}] of mistakes) {
    for (const [name, value] of Object.entries(choices)) await input(name).selectOption(value);
    await write(property, right);
    await write(property, wrong);
    await marked(property).waitFor();
    await write(property, right);
    await marked(property).waitFor({ state: 'detached' });
  }
}

/** A text that shows whether its lines are kept. */
export const TEXT = 'First line\nsecond line “quoted”\n\nlast line';

const linesOf = (editor: Editor, property: string) => fieldsOf(editor).typed(property).locator('.twilio-lines');

/** Writes {@link TEXT} into a field that is new. */
export async function writeLines(editor: Editor, { property, choices = {} }: Lines): Promise<void> {
  const { choose, input } = fieldsOf(editor);
  for (const [name, value] of Object.entries(choices)) await input(name).selectOption(value);
  if ((await editor.form.locator(`#node-input-${property}Type`).inputValue()) !== 'str') await choose(property, 'str');
  const lines = linesOf(editor, property);
  assert.equal(await lines.inputValue(), '', 'not the name of a property of the message');
  await lines.fill(TEXT);
}

/** Fails if a field has lost the lines of {@link TEXT}, or loses them when it gets another type for a moment. */
export async function assertLinesAreKept(editor: Editor, { property }: Lines): Promise<void> {
  const { choose } = fieldsOf(editor);
  const lines = linesOf(editor, property);
  assert.equal(await lines.inputValue(), TEXT);
  await choose(property, 'msg');
  assert.equal(await lines.isVisible(), false);
  await choose(property, 'str');
  assert.equal(await lines.inputValue(), TEXT);
}

/** What the editor knows about the types of nodes. https://nodered.org/docs/api/ui/ */
declare const RED: { nodes: { getType(type: string): { defaults: Record<string, { value: unknown }> } | undefined } };

/** The fields of a type for numbers. */
export interface Numbers {
  /** The properties that are numbers. */
  own: string[];
  /** The properties with a TypedInput that is for a number first. */
  typed: string[];
  /** The members of `options`. */
  options: string[];
}

/** The fields of a type for numbers, found in its form and its definition. */
export const numbersOf = (editor: Editor, type: string): Promise<Numbers> =>
  editor.page.evaluate((wanted) => {
    const form = document.createElement('div');
    form.innerHTML = document.querySelector(`script[data-template-name="${wanted}"]`)?.innerHTML ?? '';
    const fields = [...form.querySelectorAll<HTMLElement>('[inputmode=numeric]')];
    const options = fields.flatMap(({ dataset }) => dataset['option'] ?? []);
    const own = fields.filter(({ dataset }) => dataset['option'] === undefined).map(({ id }) => id);
    const typed = Object.entries(RED.nodes.getType(wanted)?.defaults ?? {}).filter(([, { value }]) => value === 'num');
    return {
      own: own.map((id) => id.replace(/^.*-/, '')),
      typed: typed.map(([name]) => name.replace(/Type$/, '')),
      options,
    };
  }, type);
