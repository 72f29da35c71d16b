/**
 * The form of every node, with all that holds for every form: its node is dragged out of the palette, it has its fields and its
 * help, it is accessible, it fits the window, nothing covers anything else, it is the same when it is opened again, it keeps
 * variables and lines, and it marks mistakes. To open a form takes most of the time, so each opening checks several of these.
 * The layout is checked in both languages. On Node-RED 4.1, whose forms have the same fields, only the layout and the node are
 * checked.
 */
import assert from 'node:assert/strict';
import { nodeTypeOf } from '../../editor/node-type';
import { openEditor, type Editor } from '../support/editor';
import { fieldsOf } from '../support/fields';
import type { FlowNode } from '../support/node-red';
import { NODE_TYPES } from '../support/node-types';
import { useEditor } from '../support/shared-editor';
import { LINES, MISTAKES, NUMBERS_OF_ACCOUNT } from './form-cases';
import {
  assertLayout,
  assertLinesAreKept,
  assertMistakesAreMarked,
  assertNothingMarked,
  TEXT,
  writeLines,
} from './form-checks';
import { ACCOUNT_PROPERTIES, FORM_CONTENTS } from './form-contents';
import { assertContents, GERMAN_WINDOWS, isFull, NEEDS, VARIABLE, WINDOWS, withVariables } from './form-needs';

const CONTENTS = isFull ? 'has its fields and help, is accessible' : 'has its fields';

/** What the nodes were saved as, the first and the second time. */
const saved = new Map<string, FlowNode>();
const savedAgain = new Map<string, FlowNode>();

describe('the form of every node', function () {
  this.timeout(120_000);
  const { editor } = useEditor(NEEDS);
  const { input, write } = fieldsOf(editor);
  let allNumbers = 0;

  for (const [set, { properties, outputs, webhook, missing }] of Object.entries(FORM_CONTENTS)) {
    it(`${set}: ${CONTENTS}, fits the window, and is saved`, async () => {
      const id = await editor.drop(nodeTypeOf(set), 400, 200);
      const ports = editor.page.locator(`[id="${id}"] .red-ui-flow-port-output`);
      await ports.nth(outputs - 1).waitFor();
      assert.equal(await ports.count(), outputs);
      await editor.edit(id);
      await assertContents(editor, set, properties.split(' '), [
        'account',
        ...(webhook === undefined ? [] : ['rejected', 'outputs']),
      ]);
      await input('account').selectOption(webhook === undefined ? 'account' : 'real-account');
      if (webhook !== undefined) {
        const url = editor.form.locator(`#twilio-webhook-${webhook}`);
        assert.equal(await url.inputValue(), `https://example.com/real/${webhook}`);
        assert.ok((await editor.form.locator(`#twilio-webhook-${webhook}-hint`).innerText()).length > 20);
      }
      await assertLayout(editor, WINDOWS);
      await input('name').fill('front desk');
      await editor.done();
      const first = await editor.saved(id);
      saved.set(set, first);
      assert.equal(first['name'], 'front desk');
      if (missing !== undefined) assert.match((await editor.problems(id)).join(), /: Required/);
      await editor.remove(id);
    });

    it(`${set}: is the same when it is opened again${isFull ? ', with variables for numbers, and lines' : ''}`, async () => {
      const first = saved.get(set);
      assert.ok(first);
      const lines = isFull ? LINES[set] : undefined;
      const { changes, numbers } = isFull
        ? await withVariables(editor, set, first)
        : { changes: {} as Record<string, unknown>, numbers: 0 };
      allNumbers += numbers;
      const { id } = first;
      await editor.add({ ...first, ...changes });
      await editor.edit(id);
      if (missing !== undefined) await write(missing, '+14155550123');
      await editor.unfold();
      await assertNothingMarked(editor);
      if (lines) await writeLines(editor, lines);
      await editor.done();
      assert.deepEqual(await editor.problems(id), []);
      const again = await editor.saved(id);
      if (missing !== undefined) changes[missing] = '+14155550123';
      if (lines) Object.assign(changes, lines.choices, { [lines.property]: TEXT, [`${lines.property}Type`]: 'str' });
      // A label of another width moves a node.
      assert.deepEqual(again, { ...first, ...changes, x: again['x'] });
      savedAgain.set(set, again);
      await editor.remove(id);
    });
  }

  if (isFull) {
    it('has many fields for numbers in all', () => {
      assert.ok(allNumbers >= 30, String(allNumbers));
    });

    for (const set of new Set([...Object.keys(LINES), ...Object.keys(MISTAKES)])) {
      const lines = LINES[set];
      const mistakes = MISTAKES[set] ?? [];
      const what = [...(lines ? ['keeps its lines'] : []), ...(mistakes.length > 0 ? ['marks what cannot be'] : [])];

      it(`${set}: ${what.join(', and ')}`, async () => {
        const before = savedAgain.get(set);
        assert.ok(before);
        const { id } = before;
        await editor.add(before);
        await editor.edit(id);
        await editor.unfold();
        if (lines) await assertLinesAreKept(editor, lines);
        await assertMistakesAreMarked(editor, mistakes);
        await editor.done();
        assert.deepEqual(await editor.problems(id), []);
        const after = await editor.saved(id);
        if (lines && mistakes.every(([property]) => property !== lines.property)) {
          assert.equal(after[lines.property], TEXT);
        }
        await editor.remove(id);
        // The node is marked too, as long as a mistake is in it.
        const [mistake] = mistakes.slice(-1);
        if (mistake === undefined) return;
        const [property, wrong] = mistake;
        await editor.add({ ...after, [property]: wrong });
        assert.equal((await editor.problems(id)).length, 1);
        await editor.page.evaluate('RED.view.redraw(true)');
        await editor.page.locator(`[id="${id}"] .red-ui-flow-node-error`).waitFor();
        await editor.remove(id);
      });
    }
  }

  it('is known to these tests', () => {
    assert.deepEqual(Object.keys(FORM_CONTENTS).map(nodeTypeOf).sort(), [...NODE_TYPES].sort());
  });

  it(`twilio-config: ${CONTENTS}, fits the window${isFull ? ', and keeps variables for numbers' : ''}`, async () => {
    await editor.editConfig('twilio-config', 'local-account');
    await assertContents(editor, 'twilio-config', ACCOUNT_PROPERTIES.split(' '));
    await assertLayout(editor, WINDOWS);
    if (!isFull) return editor.cancel();
    for (const name of NUMBERS_OF_ACCOUNT) await write(name, VARIABLE);
    await assertNothingMarked(editor);
    await editor.done();
    const account = await editor.saved('local-account');
    for (const name of NUMBERS_OF_ACCOUNT) assert.equal(account[name], VARIABLE, name);
  });
});

if (isFull) {
  describe('the form of every node, in German', function () {
    this.timeout(120_000);
    const { nodeRed } = useEditor(NEEDS);
    let editor: Editor;

    before(async () => {
      editor = await openEditor(nodeRed.admin, {
        viewport: { width: 1024, height: 768 },
        storage: { 'editor-language': 'de' },
        expected: NEEDS.expected,
      });
    });
    after(async () => {
      // Not there when it could not be opened, whose error is enough.
      await (editor as Editor | undefined)?.end();
    });
    afterEach(async function () {
      if (this.currentTest?.state === 'failed') while ((await editor.form.count()) > 0) await editor.cancel();
      editor.assertNoErrors();
    });

    for (const set of Object.keys(FORM_CONTENTS)) {
      it(`${set}: fits the window, and is saved as in English`, async () => {
        const english = saved.get(set);
        const id = await editor.put(nodeTypeOf(set), { account: english?.['account'] ?? 'account' });
        await editor.edit(id);
        await assertLayout(editor, GERMAN_WINDOWS);
        await editor.form.locator('#node-input-name').fill('front desk');
        await editor.done();
        const german = await editor.saved(id);
        assert.equal(german['name'], 'front desk');
        const { x, y } = german;
        if (english !== undefined) assert.deepEqual(german, { ...english, id, x, y });
        await editor.remove(id);
      });
    }

    it('twilio-config: fits the window', async () => {
      await editor.editConfig('twilio-config', 'local-account');
      await assertLayout(editor, GERMAN_WINDOWS);
      await editor.cancel();
    });
  });
}
