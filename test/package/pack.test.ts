import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { nodeTypeOf } from '../../editor/node-type';
import { nodeFolders, setFile } from '../../scripts/node-folders';
import type { PackedPackage } from '../../scripts/install';
import { LIGHT_EDITOR, openEditor } from '../support/editor';
import { example } from '../support/examples';
import { startNodeRed } from '../support/node-red';
import { installedPackage } from '../support/packed-package';

const root = path.resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  'node-red': { nodes: Record<string, string> };
};
const sets = Object.entries(manifest['node-red'].nodes);

/** With all of Node-RED's own nodes, as users have it. */
const WHOLE_EDITOR = { ...LIGHT_EDITOR, nodesExcludes: [] };

/** In bytes. Room for the nodes, their forms in each language, and the docs, but not for sources or large pictures. */
const MAX_PACKED_SIZE = 1_400_000;
/** With all of German, and the code of streams, conversations, the doctor and the sidebar. */
const MAX_UNPACKED_SIZE = 4_750_000;

/** What Node-RED reports about a set of nodes. https://nodered.org/docs/api/admin/methods/get/nodes/ */
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
  let packed: PackedPackage;
  let files: string[];
  before(async () => {
    ({ userDir, packed } = await installedPackage());
    files = packed.files.map((file) => file.path);
  });

  const installed = (file: string) => path.join(userDir, 'node_modules', manifest.name, file);

  it('contains what a user needs, and no tests or sources', () => {
    const wanted = [
      /^dist\/.+\.(js|html|json|css|svg)$/,
      /^examples\/[\w-]+\.json$/,
      /^docs\/(?:(?:decisions\/|nodes\/)?[\w-]+\.md|images\/[\w-]+\.(?:png|gif))$/,
      /^(?:README|bench\/README|CHANGELOG|CONTRIBUTING|SECURITY|THIRD-PARTY-NOTICES)\.md$/,
      /^(?:LICENSE|package\.json)$/,
    ];
    assert.deepEqual(
      files.filter((file) => !wanted.some((allowed) => allowed.test(file))),
      [],
    );
    const unwanted = /^dist\/(test|bench|scripts)\/|\.test\.|\.map$/;
    assert.deepEqual(
      files.filter((file) => unwanted.test(file)),
      [],
    );
    for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json', 'examples/auto-reply.json']) {
      assert.ok(files.includes(file), file);
    }
  });

  it('is small', () => {
    assert.ok(packed.size < MAX_PACKED_SIZE, `${packed.size} bytes, packed`);
    assert.ok(packed.unpackedSize < MAX_UNPACKED_SIZE, `${packed.unpackedSize} bytes, unpacked`);
  });

  it('passes publint', async () => {
    const { publint } = await import('publint');
    const { messages } = await publint({ pkgDir: installed(''), pack: false });
    assert.deepEqual(messages, []);
  });

  it('contains what its README and its documents link to', () => {
    for (const file of files.filter((name) => name.endsWith('.md'))) {
      const text = readFileSync(installed(file), 'utf8');
      const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
      for (const link of links.filter((to) => !/^[a-z]+:/.test(to))) {
        const target = path.posix.join(path.posix.dirname(file), link);
        assert.ok(files.includes(target) || existsSync(installed(target)), `${file} links to ${link}`);
      }
    }
  });

  it("shows its README's pictures from its own files, without a public repository", () => {
    const readme = readFileSync(installed('README.md'), 'utf8');
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, source = '']) => source);
    assert.ok(pictures.length > 0);
    assert.deepEqual(
      pictures.filter((source) => !files.includes(source)),
      [],
    );
    for (const field of ['repository', 'bugs', 'homepage'])
      assert.equal(Reflect.get(manifest, field), undefined, field);
    assert.doesNotMatch(readme, /github\.com|unpkg\.com|jsdelivr/);
  });

  it('needs no module that a user does not have', () => {
    const known = [...Object.keys(manifest.dependencies), ...builtinModules];
    const isKnown = (name: string): boolean =>
      known.some((module) => name === module || name === `node:${module}` || name.startsWith(`${module}/`));
    for (const file of files.filter((name) => /^dist\/(?:lib|nodes|sets|simulator)\/.*\.js$/.test(name))) {
      const text = readFileSync(installed(file), 'utf8');
      const names = [...text.matchAll(/\brequire\("([^".][^"]*)"\)/g)].map(([, name = '']) => name);
      assert.deepEqual(
        names.filter((name) => !isKnown(name)),
        [],
        file,
      );
    }
  });

  it('has the code and the form of each node, and the strings and help of all nodes', () => {
    assert.deepEqual(
      sets,
      nodeFolders().map((node) => [node, setFile(node)]),
    );
    for (const [, file] of sets) {
      for (const name of [file, file.replace(/\.js$/, '.html')]) assert.ok(files.includes(name), name);
    }
    const locales = 'dist/sets/account/locales/en-US/twilio-config';
    const help = readFileSync(installed(`${locales}.html`), 'utf8');
    const strings = JSON.parse(readFileSync(installed(`${locales}.json`), 'utf8')) as Record<string, unknown>;
    for (const type of nodeFolders().map(nodeTypeOf)) {
      assert.ok(help.includes(`data-help-name="${type}"`), `${type} has no help`);
      assert.equal(typeof strings[type], 'object', `${type} has no strings`);
    }
  });

  it('installs its dependencies, but no development dependencies', () => {
    assert.ok(existsSync(path.join(userDir, 'node_modules', 'twilio')));
    assert.ok(!existsSync(path.join(userDir, 'node_modules', 'mocha')));
  });

  it('runs in a Node-RED that has it in its user directory, with every node in the palette', async () => {
    const nodeRed = await startNodeRed({ userDir, flows: example('auto-reply'), settings: WHOLE_EDITOR });
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
      const types = ours.flatMap((set) => set.types);
      assert.deepEqual(types, nodeFolders().map(nodeTypeOf));
      const editor = await openEditor(nodeRed.admin);
      for (const type of types.filter((one) => one !== 'twilio-config')) {
        await editor.page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`).waitFor({ state: 'attached' });
      }
      editor.assertNoErrors();
      await editor.end();
    } finally {
      await nodeRed.stop();
    }
  });
});
