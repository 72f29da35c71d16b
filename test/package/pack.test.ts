import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPackage } from '../../scripts/install';
import { OFFLINE_EDITOR, openEditor } from '../support/editor';
import { example } from '../support/examples';
import { startNodeRed } from '../support/node-red';

const root = path.resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
  'node-red': { nodes: Record<string, string> };
};
const sets = Object.entries(manifest['node-red'].nodes);

/** Bytes, unpacked: so much takes a dozen nodes with their forms, and no picture or source by mistake. */
const LARGEST = 2_500_000;

/** What Node-RED tells of a set of nodes. https://nodered.org/docs/api/admin/methods/get/nodes/ */
interface NodeSet {
  id: string;
  types: string[];
  enabled: boolean;
  module: string;
  version: string;
  err?: unknown;
}

describe('the package, as npm packs and installs it', function () {
  this.timeout(120_000);
  let userDir: string;
  let files: string[];
  before(async () => {
    userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-pack-'));
    files = await installPackage(userDir);
  });
  after(async () => {
    await rm(userDir, { recursive: true, force: true });
  });

  const installed = (file: string) => path.join(userDir, 'node_modules', manifest.name, file);

  it('holds what a user needs, and nothing else', () => {
    const wanted = [
      /^dist\/.+\.(js|html|json|css|svg)$/,
      /^examples\/[\w-]+\.json$/,
      /^docs\/((decisions\/)?[\w-]+\.md|images\/[\w-]+\.png)$/,
      /^(README\.md|bench\/README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|package\.json)$/,
    ];
    assert.deepEqual(
      files.filter((file) => !wanted.some((allowed) => allowed.test(file))),
      [],
    );
    for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json', 'examples/auto-reply.json']) {
      assert.ok(files.includes(file), file);
    }
    const size = files.reduce((sum, file) => sum + statSync(installed(file)).size, 0);
    assert.ok(size < LARGEST, `${size} bytes`);
  });

  it('holds whatever its README and its documents link to and show', () => {
    for (const file of files.filter((name) => name.endsWith('.md'))) {
      const text = readFileSync(installed(file), 'utf8');
      const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
      for (const link of links.filter((to) => !/^[a-z]+:/.test(to))) {
        const target = path.join(path.dirname(file), link);
        assert.ok(files.includes(target) || existsSync(installed(target)), `${file} links to ${link}`);
      }
    }
  });

  it('has the code, form, strings and help of every set of nodes that it names', () => {
    for (const [set, file] of sets) {
      const folder = path.dirname(file);
      const needed = [file, `${folder}/${set}.html`];
      for (const kind of ['json', 'html']) needed.push(`${folder}/locales/en-US/${set}.${kind}`);
      for (const name of needed) assert.ok(existsSync(installed(name)), name);
    }
  });

  it('brings its dependencies along, and no development ones', () => {
    assert.ok(existsSync(path.join(userDir, 'node_modules', 'twilio')));
    assert.ok(!existsSync(path.join(userDir, 'node_modules', 'mocha')));
  });

  it('runs in a Node-RED that has it in its user directory, with every node in the palette', async () => {
    const nodeRed = await startNodeRed({ userDir, flows: example('auto-reply'), settings: OFFLINE_EDITOR });
    try {
      const answer = await fetch(`${nodeRed.admin}/nodes`, { headers: { Accept: 'application/json' } });
      const ours = ((await answer.json()) as NodeSet[]).filter((set) => set.module === manifest.name);
      assert.deepEqual(
        ours.map(({ id, version, enabled, err }) => ({ id, version, enabled, err })),
        sets.map(([set]) => ({
          id: `${manifest.name}/${set}`,
          version: manifest.version,
          enabled: true,
          err: undefined,
        })),
      );
      assert.ok(!/\[error\]/.test(nodeRed.output()), nodeRed.output());
      const types = ours.flatMap((set) => set.types).filter((type) => type !== 'twilio-config');
      const editor = await openEditor(nodeRed.admin);
      for (const type of types) {
        await editor.page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`).waitFor({ state: 'attached' });
      }
      editor.assertNoErrors();
      await editor.end();
    } finally {
      await nodeRed.stop();
    }
  });
});
