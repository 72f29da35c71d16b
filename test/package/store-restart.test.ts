import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkPackage } from '../../scripts/user-dir';
import { simulated, tab } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

/** A function node that answers a request with what the account's store has, and then writes the query into it. */
const CODE = `
const store = global.get('storeOf')({ id: 'account' });
const before = await store.get('call/CA1');
await store.put('call/CA1', msg.req.query, 3600000);
return { ...msg, payload: before === undefined ? {} : before.value };
`;

const onTab = { z: 'tab', x: 0, y: 0 };
const flows: FlowNode[] = [
  tab,
  simulated(),
  { id: 'in', type: 'http in', ...onTab, url: '/swap', method: 'get', wires: [['swap']] },
  { id: 'swap', type: 'function', ...onTab, func: CODE, outputs: 1, libs: [], wires: [['out']] },
  { id: 'out', type: 'http response', ...onTab, wires: [] },
];

const accountStore = path.resolve(__dirname, '../../dist/lib/node-red/account-store.js');

describe("an account's store, in a real Node-RED", function () {
  // Each test starts Node-RED twice.
  this.timeout(90_000);
  let userDir: string;
  let nodeRed: RealNodeRed | undefined;
  beforeEach(async () => {
    userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-store-'));
    await linkPackage(userDir);
  });
  afterEach(async () => {
    await nodeRed?.stop();
    await rm(userDir, { recursive: true, force: true });
  });

  const start = async (): Promise<RealNodeRed> => {
    const storeOf = `require(${JSON.stringify(accountStore)}).storeOf`;
    nodeRed = await startNodeRed({ userDir, flows, extraSettings: `functionGlobalContext: { storeOf: ${storeOf} }` });
    return nodeRed;
  };
  const swap = async ({ url }: RealNodeRed, value: string): Promise<unknown> => {
    const answer = await fetch(`${url}/swap?value=${value}`);
    return answer.json();
  };

  it('survives a restart', async () => {
    const first = await start();
    assert.deepEqual(await swap(first, 'one'), {});
    await first.stop();
    const second = await start();
    assert.deepEqual(await swap(second, 'two'), { value: 'one' });
    for (const { output } of [first, second]) assert.doesNotMatch(output(), /Started flows[^]*\[(warn|error)\]/);
  });

  it('is in memory in a second Node-RED with the same user directory, which warns', async () => {
    const first = await start();
    assert.deepEqual(await swap(first, 'one'), {});
    const second = await start();
    try {
      assert.deepEqual(await swap(second, 'two'), {});
      assert.deepEqual(await swap(second, 'three'), { value: 'two' });
      assert.match(await second.printed(/Another Node-RED uses the store/), /lost when Node-RED restarts/);
      assert.deepEqual(await swap(first, 'four'), { value: 'one' });
    } finally {
      await first.stop();
    }
  });
});
