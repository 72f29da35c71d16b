import assert from 'node:assert/strict';
import { OFFLINE_EDITOR, openEditor } from '../support/editor';
import { EXAMPLES, example } from '../support/examples';
import { startNodeRed, type RealNodeRed } from '../support/node-red';

describe("the examples in Node-RED's editor", function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({ settings: OFFLINE_EDITOR });
  });
  after(async () => {
    await nodeRed.stop();
  });

  for (const name of EXAMPLES) {
    it(`${name} has nothing wrong in it`, async () => {
      const flow = example(name);
      await nodeRed.deploy(flow);
      const editor = await openEditor(nodeRed.admin);
      const ours = flow.filter((node) => node.type.startsWith('twilio-'));
      for (const { id, type } of ours) assert.deepEqual(await editor.problems(id), [], type);
      editor.assertNoErrors();
      await editor.end();
    });
  }
});
