import assert from 'node:assert/strict';
import { EXAMPLE_ACCOUNT, EXAMPLES, example } from '../support/examples';
import { tab } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { useEditor } from '../support/shared-editor';

/** The part of the editor's API that these tests use. https://nodered.org/docs/api/ui/ */
declare const RED: {
  actions: { invoke(name: string): void };
  nodes: { eachConfig(visit: (node: { id: string; type: string }) => void): void };
};

describe("the examples in Node-RED's editor", function () {
  this.timeout(60_000);

  describe('have no invalid values:', () => {
    // One account node, because all of them share it.
    const nodes = new Map(EXAMPLES.flatMap((name) => example(name)).map((node) => [node.id, node]));
    const { editor } = useEditor({ flows: [...nodes.values()] });

    for (const name of EXAMPLES) {
      it(name, async () => {
        const ours = example(name).filter((node) => node.type.startsWith('twilio-'));
        for (const { id, type } of ours) assert.deepEqual(await editor.problems(id), [], type);
      });
    }
  });

  for (const name of ['auto-reply', 'call-menu']) {
    describe(`fit beside the sidebar in a window of 1280 pixels: ${name}`, () => {
      const { editor } = useEditor({ flows: example(name) });

      it('which comes first', async () => {
        const nodes = editor.page.locator('.red-ui-flow-node-group');
        await nodes.first().waitFor();
        const right = await nodes.evaluateAll((groups) => {
          const chart = document.querySelector('#red-ui-workspace-chart')?.getBoundingClientRect().left ?? 0;
          return Math.max(...groups.map((group) => group.getBoundingClientRect().right)) - chart;
        });
        // The sidebar of Node-RED 5 lies on the canvas and leaves 763 pixels, that of 4.1 leaves 777.
        assert.ok(right > 500 && right < 763, `${right} pixels`);
      });
    });
  }

  describe('several of them', () => {
    const { editor, nodeRed } = useEditor({ flows: [tab] });

    it('share one account when they are imported', async () => {
      const imported = ['auto-reply', 'forward', 'voicemail'];
      const { page } = editor;
      for (const name of imported) {
        await page.evaluate(() => {
          RED.actions.invoke('core:show-import-dialog');
        });
        const text = page.locator('#red-ui-clipboard-dialog-import-text');
        await text.fill(JSON.stringify(example(name)));
        // The dialog checks the text when a key is released.
        await text.press('End');
        await page.locator('#red-ui-clipboard-dialog-ok').click();
        // From the second on, Node-RED finds the account, and asks whether it should copy the other nodes.
        if (name !== imported[0]) await page.getByRole('button', { name: 'Import copy' }).click();
        const [label] = example(name).filter(({ type }) => type === 'tab');
        await page.locator('.red-ui-tab-label').getByText(String(label?.['label']), { exact: true }).waitFor();
      }
      const accounts = await page.evaluate(() => {
        const found: string[] = [];
        RED.nodes.eachConfig((node) => {
          if (node.type === 'twilio-config') found.push(node.id);
        });
        return found;
      });
      assert.deepEqual(accounts, [EXAMPLE_ACCOUNT]);
      await editor.deploy();
      const flows = (await (await fetch(`${nodeRed.admin}/flows`)).json()) as FlowNode[];
      const users = flows.filter((node) => node['account'] !== undefined).map((node) => node['account']);
      assert.equal(
        users.length,
        imported.flatMap((name) => example(name)).filter((node) => node['account'] !== undefined).length,
      );
      assert.deepEqual([...new Set(users)], [EXAMPLE_ACCOUNT]);
    });
  });
});
