import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nodeTypeOf } from '../../editor/node-type';
import { nodeFolders } from '../../scripts/node-folders';
import { EXAMPLES, example } from '../support/examples';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const manifest = JSON.parse(readFileSync(path.resolve(__dirname, '../../package.json'), 'utf8')) as {
  name: string;
};
const types = nodeFolders().map(nodeTypeOf);

describe('the examples, in a real Node-RED', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(async () => {
    await nodeRed.stop();
  });

  const nodeSets = async () => {
    const answer = await fetch(`${nodeRed.admin}/nodes`, { headers: { Accept: 'application/json' } });
    return (await answer.json()) as { module: string; types: string[] }[];
  };

  it("meet no other module's node of the same type", async () => {
    const others = (await nodeSets()).filter((set) => set.module !== manifest.name).flatMap((set) => set.types);
    assert.ok(others.includes('inject'));
    assert.deepEqual(
      types.filter((type) => others.includes(type)),
      [],
    );
  });

  it('are offered by the import dialog', async () => {
    const answer = await fetch(`${nodeRed.admin}/library/examples/flows/${manifest.name}`);
    const offered = (await answer.json()) as { fn: string }[];
    assert.deepEqual(offered.map(({ fn }) => fn).sort(), EXAMPLES);
  });

  for (const name of EXAMPLES) {
    it(`${name}: runs as it is imported`, async () => {
      const answer = await fetch(`${nodeRed.admin}/library/examples/flows/${manifest.name}/${name}`);
      const flow = (await answer.json()) as FlowNode[];
      assert.deepEqual(flow, example(name));
      const known = ['tab', 'group', ...(await nodeSets()).flatMap((set) => set.types)];
      assert.deepEqual(
        flow.filter((node) => !known.includes(node.type)),
        [],
      );
      const said = nodeRed.output().length;
      await nodeRed.deploy(flow);
      for (const node of flow.filter(({ type }) => type === 'twilio-sms-in')) {
        await nodeRed.status(node.id, /^listening$/);
      }
      assert.doesNotMatch(nodeRed.output().slice(said), /error/i);
    });
  }
});
