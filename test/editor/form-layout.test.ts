/**
 * The form of every node, opened once: its node is dragged out of the palette, it has its fields and its help, it is
 * accessible, it fits the window, nothing covers anything else, and it is the same when it is opened again. The layout is
 * checked in both languages. On Node-RED 4.1, whose forms have the same fields, only the layout and the node are checked.
 */
import assert from 'node:assert/strict';
import { nodeTypeOf } from '../../editor/node-type';
import { formAccessibilityProblems } from '../support/axe';
import { isDocumented } from '../support/documented';
import { openEditor, type Editor } from '../support/editor';
import { fieldsOf } from '../support/fields';
import { CREDENTIALS, real, simulated, tab } from '../support/flows';
import { overflowOf, overlapsIn } from '../support/layout';
import { NODE_TYPES } from '../support/node-types';
import { useEditor, type EditorNeeds } from '../support/shared-editor';
import { nodeRedVersion } from '../support/versions';
import { ACCOUNT_PROPERTIES, FORM_CONTENTS } from './form-contents';

type Size = readonly [width: number, height: number];

/** The narrow windows are hard. The last one has room for the next node. */
const WINDOWS: readonly Size[] = [[800, 600], ...(nodeRedVersion === '5' ? [[1024, 768] as const] : []), [1280, 900]];

/** German has the longer words. */
const GERMAN_WINDOWS: readonly Size[] = [[1024, 768]];

const NEEDS = {
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

const CONTENTS = nodeRedVersion === '5' ? 'has its fields and help, is accessible' : 'has its fields';

/** What the nodes were saved as, by type. */
const saved = new Map<string, Record<string, unknown>>();

/** Resizes the window, and waits until the form has its new size. */
async function resize({ page }: Editor, [width, height]: Size): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Opens all sections of the form on top, also hidden ones, and says what is wrong with it. */
async function assertLayout(editor: Editor, windows: readonly Size[]): Promise<void> {
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

describe('the form of every node', function () {
  this.timeout(120_000);
  const { editor } = useEditor(NEEDS);
  const { input, write } = fieldsOf(editor);

  /** Checks the open form: its fields, those who cannot see or point, and its help. */
  async function assertContents(set: string, properties: string[], hidden: string[] = []): Promise<void> {
    for (const property of ['name', ...hidden, ...properties]) {
      assert.equal(await input(property).count(), 1, property);
    }
    await editor.unfold();
    if (nodeRedVersion !== '5') return;
    assert.deepEqual(await formAccessibilityProblems(editor.page), []);
    await editor.form.locator('.red-ui-tray-footer-left .fa-book').click();
    const help = editor.page.locator('.red-ui-sidebar-help-stack');
    await help.locator('p').first().waitFor();
    const terms = (await help.locator('dt').allInnerTexts()).join('\n');
    for (const property of properties) assert.ok(isDocumented(set, property, terms), property);
  }

  for (const [set, { properties, outputs, webhook, missing }] of Object.entries(FORM_CONTENTS)) {
    it(`${set}: ${CONTENTS}, fits the window, and is saved and opened again`, async () => {
      const id = await editor.drop(nodeTypeOf(set), 400, 200);
      const ports = editor.page.locator(`[id="${id}"] .red-ui-flow-port-output`);
      await ports.nth(outputs - 1).waitFor();
      assert.equal(await ports.count(), outputs);
      await editor.edit(id);
      await assertContents(set, properties.split(' '), [
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
      await editor.edit(id);
      if (missing !== undefined) await write(missing, '+14155550123');
      await editor.done();
      assert.deepEqual(await editor.problems(id), []);
      const again = await editor.saved(id);
      const filled = missing === undefined ? {} : { [missing]: '+14155550123' };
      // A label of another width moves a node.
      assert.deepEqual(again, { ...first, ...filled, x: again['x'] });
      await editor.remove(id);
    });
  }

  it('is known to these tests', () => {
    assert.deepEqual(Object.keys(FORM_CONTENTS).map(nodeTypeOf).sort(), [...NODE_TYPES].sort());
  });

  it(`twilio-config: ${CONTENTS}, and fits the window`, async () => {
    await editor.editConfig('twilio-config', 'local-account');
    await assertContents('twilio-config', ACCOUNT_PROPERTIES.split(' '));
    await assertLayout(editor, WINDOWS);
    await editor.cancel();
  });
});

if (nodeRedVersion === '5') {
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
