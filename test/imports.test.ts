import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const CRUISER = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const RULES = path.join(root, '.dependency-cruiser.cjs');

interface Report {
  summary: { violations: { from: string; to: string; rule: { name: string } }[]; totalCruised: number };
}

/** Runs dependency-cruiser with the project's rules, and returns each violation as `rule: from → to`. */
async function violations(folder: string, trees: string[]): Promise<{ found: string[]; files: number }> {
  const output = await new Promise<string>((resolve, reject) => {
    const args = [CRUISER, '--config', RULES, '--output-type', 'json', ...trees];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      // It exits with the number of violations, so that an exit code alone says nothing.
      if (stdout.startsWith('{')) resolve(stdout);
      else reject(new Error(stderr, { cause: error }));
    });
  });
  const { summary } = JSON.parse(output) as Report;
  return {
    found: summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
    files: summary.totalCruised,
  };
}

describe('imports', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'imports-'));
    writeFileSync(path.join(folder, 'tsconfig.json'), '{}');
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes a small tree of files, and returns what the rules find in it. */
  async function check(files: Record<string, string>): Promise<string[]> {
    for (const tree of ['lib', 'nodes', 'simulator', 'editor', 'phone']) {
      rmSync(path.join(folder, tree), { recursive: true, force: true });
    }
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return (await violations(folder, [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? ''))])).found;
  }

  it('run one way in lib, nodes, simulator, editor and phone', async () => {
    const { found, files } = await violations(root, ['lib', 'nodes', 'simulator', 'editor', 'phone']);
    assert.ok(files > 300, `only ${files} files were checked`);
    assert.deepEqual(found, []);
  });

  it('are reported when a room imports a room above it', async () => {
    const found = await check({
      'lib/events/a.ts': "import { b } from '../calls/b';\nexport const a = b;\n",
      'lib/calls/b.ts': 'export const b = 1;\n',
    });
    assert.deepEqual(found, ['lib/events: lib/events/a.ts → lib/calls/b.ts']);
  });

  it('are reported when only a type is imported', async () => {
    const found = await check({
      'simulator/model/a.ts': "import type { B } from '../voice/b';\nexport type A = B;\n",
      'simulator/voice/b.ts': 'export type B = 1;\n',
    });
    assert.deepEqual(found, ['simulator/model: simulator/model/a.ts → simulator/voice/b.ts']);
  });

  it('are reported when they run in a circle inside a room', async () => {
    const found = await check({
      'phone/a.ts': "import type { B } from './b';\nexport interface A { b: B }\n",
      'phone/b.ts': "import type { A } from './a';\nexport interface B { a: A }\n",
    });
    assert.ok(found.length > 0);
    assert.ok(found.every((violation) => violation.startsWith('no-circular: phone/')));
  });

  it('are reported when a file at the root of lib imports a room', async () => {
    const found = await check({
      'lib/a.ts': "import { b } from './errors/b';\nexport const a = b;\n",
      'lib/errors/b.ts': 'export const b = 1;\n',
    });
    assert.deepEqual(found, ['lib-root: lib/a.ts → lib/errors/b.ts']);
  });

  it('are reported when the simulator imports from lib, or one node from another', async () => {
    const found = await check({
      'simulator/core/a.ts': "import { b } from '../../lib/errors/b';\nexport const a = b;\n",
      'lib/errors/b.ts': 'export const b = 1;\n',
      'nodes/one/one.ts': "import { c } from '../two/two';\nexport const d = c;\n",
      'nodes/two/two.ts': 'export const c = 1;\n',
    });
    assert.deepEqual(found.sort(), [
      'nodes-apart: nodes/one/one.ts → nodes/two/two.ts',
      'simulator: simulator/core/a.ts → lib/errors/b.ts',
    ]);
  });
});
