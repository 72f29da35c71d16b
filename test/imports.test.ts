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

/** Files that break a rule, by what they do. All are checked in one run, because a run takes seconds to start. */
const BROKEN: Record<string, Record<string, string>> = {
  'a room imports a room above it': {
    'lib/events/a.ts': "import { b } from '../calls/b';\nexport const a = b;\n",
    'lib/calls/b.ts': 'export const b = 1;\n',
  },
  'only a type is imported': {
    'simulator/model/a.ts': "import type { B } from '../voice/b';\nexport type A = B;\n",
    'simulator/voice/b.ts': 'export type B = 1;\n',
  },
  'they run in a circle inside a room': {
    'phone/a.ts': "import type { B } from './b';\nexport interface A { b: B }\n",
    'phone/b.ts': "import type { A } from './a';\nexport interface B { a: A }\n",
  },
  'a file at the root of lib imports a room': {
    'lib/c.ts': "import { d } from './errors/d';\nexport const c = d;\n",
    'lib/errors/d.ts': 'export const d = 1;\n',
  },
  'the simulator imports from lib, or one node from another': {
    'simulator/core/a.ts': "import { e } from '../../lib/errors/e';\nexport const a = e;\n",
    'lib/errors/e.ts': 'export const e = 1;\n',
    'nodes/one/one.ts': "import { c } from '../two/two';\nexport const d = c;\n",
    'nodes/two/two.ts': 'export const c = 1;\n',
  },
};

/** The violations that each of them has. */
const VIOLATIONS: Record<string, string[]> = {
  'a room imports a room above it': ['lib/events: lib/events/a.ts → lib/calls/b.ts'],
  'only a type is imported': ['simulator/model: simulator/model/a.ts → simulator/voice/b.ts'],
  'they run in a circle inside a room': ['no-circular: phone/a.ts → phone/b.ts'],
  'a file at the root of lib imports a room': ['lib-root: lib/c.ts → lib/errors/d.ts'],
  'the simulator imports from lib, or one node from another': [
    'nodes-apart: nodes/one/one.ts → nodes/two/two.ts',
    'simulator: simulator/core/a.ts → lib/errors/e.ts',
  ],
};

describe('imports', () => {
  let folder: string;
  let broken: string[];

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'imports-'));
    writeFileSync(path.join(folder, 'tsconfig.json'), '{}');
    for (const [name, text] of Object.values(BROKEN).flatMap((files) => Object.entries(files))) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    broken = (await violations(folder, ['lib', 'nodes', 'simulator', 'phone'])).found;
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('run one way in lib, nodes, simulator, editor and phone', async () => {
    const { found, files } = await violations(root, ['lib', 'nodes', 'simulator', 'editor', 'phone']);
    assert.ok(files > 300, `only ${files} files were checked`);
    assert.deepEqual(found, []);
  });

  for (const [what, files] of Object.entries(BROKEN)) {
    it(`are reported when ${what}`, () => {
      const names = Object.keys(files);
      const found = broken.filter((violation) => names.some((name) => violation.includes(` ${name} →`)));
      assert.deepEqual(found.sort(), VIOLATIONS[what]);
    });
  }
});
