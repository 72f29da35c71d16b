import assert from 'node:assert/strict';
import { simulated, smsIn, tab } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

// Node-RED needs some seconds to start.
describe('in a real Node-RED whose flows have a missing node type', function () {
  this.timeout(60_000);
  const missing: FlowNode = { id: 'missing', type: 'not-installed', z: 'tab', x: 0, y: 0, wires: [] };
  const flows = [tab, simulated(), smsIn({ wires: [[]] })];
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({ flows: [...flows, missing], started: /not-installed/ });
  });
  after(() => nodeRed.stop());

  const webhook = () =>
    fetch(`${nodeRed.url}/twilio/message`, { method: 'POST', headers: { 'X-Twilio-Signature': 'any' } });

  it('a webhook gets 503 at once, with the reason, until the flows start', async () => {
    const begin = Date.now();
    for (let n = 0; n < 3; n += 1) {
      const answer = await webhook();
      assert.equal(answer.status, 503);
      assert.match(await answer.text(), /some node types are missing.*not-installed/);
    }
    // A wait for the flows takes 10 seconds.
    assert.ok(Date.now() - begin < 9000);
    assert.equal(nodeRed.output().match(/answered with 503/g)?.length, 1, nodeRed.output());
    await nodeRed.deploy(flows);
    await nodeRed.printed(/Started flows/);
    assert.equal((await webhook()).status, 403);
  });
});
