/**
 * The form of every node: its node is dragged out of the palette, it fits the window, nothing covers anything else, and it
 * is the same when it is opened again. The layout is checked in both languages.
 */
import assert from 'node:assert/strict';
import { LIGHT_EDITOR, openEditor, type Editor } from '../support/editor';
import { CREDENTIALS, real, simulated, tab } from '../support/flows';
import { overflowOf, overlapsIn } from '../support/layout';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { NODE_TYPES } from '../support/node-types';
import { nodeRedVersion } from '../support/versions';

/** Sizes of windows by language. German has the longer words, and the narrow windows are hard. */
const WINDOWS: Readonly<Record<string, readonly [width: number, height: number][]>> = {
  'en-US': [
    [800, 600],
    [1024, 768],
    [1280, 900],
  ],
  ...(nodeRedVersion === '5' ? { de: [[1024, 768]] } : {}),
};

for (const [language, windows] of Object.entries(WINDOWS)) {
  describe(`the form of every node, ${language}`, function () {
    this.timeout(120_000);
    let nodeRed: RealNodeRed;
    let editor: Editor;

    before(async () => {
      nodeRed = await startNodeRed({
        flows: [tab, simulated(), real({ id: 'real-account', path: '/real', publicUrl: '' })],
        credentials: { 'real-account': CREDENTIALS },
        settings: LIGHT_EDITOR,
      });
      editor = await openEditor(nodeRed.admin, {
        viewport: { width: 1280, height: 900 },
        storage: { 'editor-language': language },
        expected: /Failed to load resource: the server responded with a status of (409|502)/,
      });
    });
    after(async () => {
      // First, because the editor is missing when it did not load.
      await nodeRed.stop();
      await editor.end();
    });
    afterEach(async function () {
      if (this.currentTest?.state === 'failed') while ((await editor.form.count()) > 0) await cancel();
      editor.assertNoErrors();
    });

    /** The buttons have other words in another language. */
    async function cancel(): Promise<void> {
      await editor.form.locator('#node-dialog-cancel, #node-config-dialog-cancel').click();
      await editor.form.waitFor({ state: 'detached' });
    }

    /** Resizes the window, and waits until the form has its new size. */
    async function resize(width: number, height: number): Promise<void> {
      await editor.page.setViewportSize({ width, height });
      await editor.page.waitForFunction((wanted) => innerWidth === wanted, width);
      await editor.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
    }

    /** Unfolds the form on top, and says what is wrong with it. */
    async function assertLayout(): Promise<void> {
      const { form } = editor;
      await form.evaluate((tray) => {
        for (const section of tray.querySelectorAll('details')) section.open = true;
      });
      for (const [width, height] of windows) {
        await resize(width, height);
        assert.equal(await overflowOf(form), 0, `pixels outside of the form in a window of ${width} pixels`);
        assert.deepEqual(await overlapsIn(form), [], `${width} pixels`);
      }
    }

    for (const type of NODE_TYPES) {
      it(`${type}: needs no horizontal scrollbar, nothing overlaps, and what is saved is the same again`, async () => {
        const id = await editor.drop(type, 400, 200);
        await editor.edit(id);
        await assertLayout();
        await editor.form.locator('#node-input-name').fill('front desk');
        await editor.done();
        const saved = await editor.saved(id);
        assert.equal(saved['name'], 'front desk');
        await editor.edit(id);
        await editor.done();
        // A label of another width moves a node.
        const again = await editor.saved(id);
        assert.deepEqual(again, { ...saved, x: again['x'] });
        await editor.remove(id);
      });
    }

    it('twilio-config: needs no horizontal scrollbar, and nothing overlaps', async () => {
      await editor.editConfig('twilio-config', 'real-account');
      await assertLayout();
      await cancel();
    });
  });
}
