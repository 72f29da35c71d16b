import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { debug, simulated, smsIn, tab } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { installedPackage } from '../support/packed-package';

const run = promisify(execFile);

const manifest = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
  'node-red': { nodes: Record<string, string> };
};

/** The package that many people have had for years. https://www.npmjs.com/package/node-red-node-twilio */
const NEIGHBOUR = 'node-red-node-twilio';
const VERSION = '0.1.0';

/** npm's errors when it cannot reach the registry. */
const UNREACHABLE =
  /E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|SOCKETTIMEOUT|NETUNREACH|HOSTUNREACH)|ENOTCACHED/;

/** Installs the other package into a user directory. @returns why the registry cannot be reached, if so */
async function installNeighbour(userDir: string): Promise<string | undefined> {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--prefer-offline'];
  try {
    const command = ['install', ...options, '--no-package-lock', `${NEIGHBOUR}@${VERSION}`];
    await run('npm', command, { cwd: userDir, shell: process.platform === 'win32' });
    return undefined;
  } catch (error) {
    const [reason] = UNREACHABLE.exec(String(error)) ?? [];
    if (reason === undefined) throw error;
    return reason;
  }
}

const onTab = { z: 'tab', x: 0, y: 0 };

/** A flow of the other package: its config node, its node, and a way to run it. */
const theirs: FlowNode[] = [
  { id: 'their-account', type: 'twilio-api', name: '', sid: `AC${'0'.repeat(32)}`, from: '+14155550100' },
  { id: 'their-inject', type: 'inject', ...onTab, props: [{ p: 'payload' }], payload: 'Hello', wires: [['their-out']] },
  { id: 'their-out', type: 'twilio out', ...onTab, twilio: 'their-account', number: '+14155550123', wires: [] },
  { id: 'their-catch', type: 'catch', ...onTab, scope: ['their-out'], uncaught: false, wires: [['their-error']] },
  debug('their-error', { complete: 'error', targetType: 'msg' }),
];

const ours: FlowNode[] = [
  simulated(),
  smsIn({ wires: [['out']] }),
  debug(),
  { id: 'our-inject', type: 'inject', ...onTab, props: [], wires: [['list']] },
  {
    id: 'list',
    type: 'twilio-rest',
    ...onTab,
    account: 'account',
    resource: 'messages',
    operation: 'list',
    parameters: '{}',
    parametersType: 'json',
    limit: 10,
    emit: 'array',
    wires: [['messages']],
  },
  debug('messages'),
];

describe(`with ${NEIGHBOUR} in the same Node-RED`, function () {
  this.timeout(180_000);
  let userDir: string;
  let nodeRed: RealNodeRed | undefined;
  const running = (): RealNodeRed => {
    assert.ok(nodeRed);
    return nodeRed;
  };
  before(async function () {
    ({ userDir } = await installedPackage());
    const reason = await installNeighbour(userDir);
    if (reason !== undefined) {
      console.log(`      skipped: npm cannot reach the registry for ${NEIGHBOUR} (${reason})`);
      this.skip();
    }
    const credentials = { 'their-account': { token: 'a'.repeat(32) } };
    nodeRed = await startNodeRed({ userDir, flows: [tab, ...ours, ...theirs], credentials });
  });
  after(async () => {
    await nodeRed?.stop();
  });

  const inject = async (id: string): Promise<void> => {
    assert.equal((await fetch(`${running().admin}/inject/${id}`, { method: 'POST' })).status, 200);
  };

  it('every set of both packages is loaded, and the flows start without an error', async () => {
    const answer = await fetch(`${running().admin}/nodes`, { headers: { Accept: 'application/json' } });
    const sets = (await answer.json()) as { module: string; types: string[]; err?: unknown }[];
    const both = sets.filter(({ module }) => [NEIGHBOUR, '@ringflow/node-red-twilio'].includes(module));
    // The other package has one set.
    assert.equal(both.length, Object.keys(manifest['node-red'].nodes).length + 1);
    assert.deepEqual(
      both.filter(({ err }) => err !== undefined),
      [],
    );
    const types = both.flatMap((set) => set.types);
    assert.equal(new Set(types).size, types.length);
    assert.doesNotMatch(running().output(), /\[error\]|Waiting for missing types/);
  });

  it('a text from the phone runs our flow', async () => {
    const answer = await fetch(`${running().admin}/twilio/simulator/account/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ from: '+14155550123', to: '+14155550100', body: 'Hello' }),
    });
    assert.equal(answer.status, 200);
    assert.equal(((await running().debug('out')) as { payload: string }).payload, 'Hello');
  });

  it('our rest api node lists the messages', async () => {
    await inject('our-inject');
    const { payload } = (await running().debug('messages')) as { payload: { body: string }[] };
    assert.deepEqual(
      payload.map(({ body }) => body),
      ['Hello'],
    );
  });

  it('their node still sends with its own config node', async () => {
    // Nothing leaves this machine: the request fails at the proxy of the tests, which is a closed port.
    await inject('their-inject');
    const error = (await running().debug('their-error')) as { message: string; source: { type: string } };
    assert.equal(error.source.type, 'twilio out');
    assert.match(error.message, /ECONNREFUSED|127\.0\.0\.1:9/);
  });
});
