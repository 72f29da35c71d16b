/** The examples on the canvas: they fit a small window, and no node lies on another one. */
import assert from 'node:assert/strict';
import { LIGHT_EDITOR, openEditor, type Editor } from '../support/editor';
import { EXAMPLES, example } from '../support/examples';
import { startNodeRed, type RealNodeRed } from '../support/node-red';

/** How wide a flow may be, in pixels: what a window of 1440 pixels shows beside its palette and its sidebar. */
const MAX_WIDTH = 900;

/** A node on the canvas. Its size follows from its label. In pixels. */
interface Box {
  name: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface CanvasNode {
  id: string;
  type: string;
  name: string;
  z: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The part of the editor's API that this test uses. https://nodered.org/docs/api/ui/ */
declare const RED: {
  nodes: { eachNode(visit: (node: CanvasNode) => void): void };
  workspaces: { show(id: string): void };
};

describe('the examples on the canvas', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  let editor: Editor;

  before(async () => {
    nodeRed = await startNodeRed({ settings: LIGHT_EDITOR });
    // One account node, because all of them share it.
    const nodes = new Map(EXAMPLES.flatMap((name) => example(name)).map((node) => [node.id, node]));
    await nodeRed.deploy([...nodes.values()]);
    editor = await openEditor(nodeRed.admin);
  });
  after(async () => {
    await editor.end();
    await nodeRed.stop();
  });

  /** The nodes of a tab, when all of them are drawn. */
  async function boxesOf(name: string): Promise<Box[]> {
    const nodes = example(name);
    const tab = nodes.find(({ type }) => type === 'tab')?.id ?? '';
    const count = nodes.filter((node) => node['z'] === tab).length;
    const handle = await editor.page.waitForFunction(
      ([id, expected]) => {
        RED.workspaces.show(id);
        const found: Box[] = [];
        RED.nodes.eachNode(({ id: node, type, name: label, z, x, y, w, h }) => {
          if (z !== id || !(w > 0) || document.getElementById(node) === null) return;
          found.push({ name: label || type, left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 });
        });
        return found.length === expected && found;
      },
      [tab, count] as const,
    );
    return (await handle.jsonValue()) || [];
  }

  for (const name of EXAMPLES) {
    it(`${name} is at most ${MAX_WIDTH} pixels wide, and no node covers another one`, async () => {
      const boxes = await boxesOf(name);
      assert.ok(boxes.length > 1);
      const right = Math.max(...boxes.map((box) => box.right));
      assert.ok(right <= MAX_WIDTH, `${right} pixels`);
      const covers = (one: Box, other: Box) =>
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
      const pairs = boxes.flatMap((one, index) =>
        boxes.slice(index + 1).flatMap((other) => (covers(one, other) ? [`${one.name} / ${other.name}`] : [])),
      );
      assert.deepEqual(pairs, []);
    });
  }
});
