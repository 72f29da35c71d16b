/** The layout of every form: it fits the window, and nothing covers anything else, in both languages. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { OFFLINE_EDITOR, openEditor, type Editor } from '../support/editor';
import { CREDENTIALS, real, simulated, tab } from '../support/flows';
import { overflowOf, overlapsIn } from '../support/layout';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { nodeRedVersion } from '../support/versions';

interface Registry {
  nodes: {
    getType(type: string): { category: string; defaults: Record<string, { value: unknown }> } | undefined;
    import(nodes: unknown[]): void;
    registry: { getNodeTypes(): string[] };
  };
}

/** The narrow window is the hard one, and German has the longer words. Opening every form takes long. */
const CASES: readonly [width: number, language: string][] =
  nodeRedVersion === '5'
    ? [
        [1024, 'en-US'],
        [1280, 'en-US'],
        [1024, 'de'],
      ]
    : [[1024, 'en-US']];

/** The types of our nodes that are on the flow. */
const typesIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { nodes } = Reflect.get(globalThis, 'RED') as Registry;
    return nodes.registry.getNodeTypes().filter((type) => /^Twilio/.test(nodes.getType(type)?.category ?? ''));
  });

/** Puts a node of each type into the editor, with the defaults of its type. A node's id is its type. */
const put = (page: Page, types: string[]): Promise<void> =>
  page.evaluate((all) => {
    const { nodes } = Reflect.get(globalThis, 'RED') as Registry;
    nodes.import(
      all.map((type, index) => {
        const defaults = Object.entries(nodes.getType(type)?.defaults ?? {});
        const values = Object.fromEntries(defaults.map(([name, { value }]) => [name, value]));
        return { ...values, id: type, type, account: 'account', z: 'tab', x: 200, y: 40 + index * 40, wires: [] };
      }),
    );
  }, types);

describe('the layout of every form', function () {
  // Every form is opened: seconds on an idle machine, minutes on a busy one.
  this.timeout(240_000);
  let nodeRed: RealNodeRed;

  before(async () => {
    nodeRed = await startNodeRed({
      flows: [tab, simulated(), real({ id: 'real-account', path: '/real', publicUrl: '' })],
      credentials: { 'real-account': CREDENTIALS },
      settings: OFFLINE_EDITOR,
    });
  });
  after(async () => {
    await nodeRed.stop();
  });

  /** Unfolds the form on top, and says what is wrong with it. */
  async function problemsOf({ form, page }: Editor, type: string): Promise<string[]> {
    await form.evaluate((tray) => {
      for (const section of tray.querySelectorAll('details')) section.open = true;
    });
    const overflow = await overflowOf(form);
    const wide = overflow > 0 ? [`${String(overflow)} pixels too wide`] : [];
    const problems = [...wide, ...(await overlapsIn(form))].map((problem) => `${type}: ${problem}`);
    await form.locator('#node-dialog-cancel, #node-config-dialog-cancel').click();
    await page.waitForFunction(() => document.querySelectorAll('.red-ui-tray').length === 0);
    return problems;
  }

  for (const [width, language] of CASES) {
    it(`needs no horizontal scrollbar, and nothing overlaps: ${width} pixels, ${language}`, async () => {
      const editor = await openEditor(nodeRed.admin, {
        viewport: { width, height: 768 },
        storage: { 'editor-language': language },
        expected: /Failed to load resource: the server responded with a status of (409|502)/,
      });
      try {
        const types = await typesIn(editor.page);
        assert.ok(types.length >= 25, types.join());
        await put(editor.page, types);
        const problems: string[] = [];
        for (const type of types) {
          await editor.edit(type);
          problems.push(...(await problemsOf(editor, type)));
        }
        await editor.editConfig('twilio-config', 'real-account');
        problems.push(...(await problemsOf(editor, 'twilio-config')));
        assert.deepEqual(problems, []);
        editor.assertNoErrors();
      } finally {
        await editor.end();
      }
    });
  }
});
