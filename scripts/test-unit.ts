/**
 * `npm run test:unit`: the tests that start neither a browser nor another process, such as a Node-RED. They take less
 * than a minute. `npm run test:unit -- --grep reply` runs a part of them.
 */
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { nodeForNodeRed } from './install';
import { root } from './paths';
import { MOCHA, run } from './run';
import { runMain } from './run-main';

/** A test that imports one of these, directly or through other files, is not a unit test. */
const SLOW_MODULES = ['node:child_process', 'playwright-core'];

/** Reads the imports of files and of all that they import. Type imports are not among them. */
async function readImports(files: string[]): Promise<Metafile['inputs']> {
  const { metafile } = await build({
    stdin: { contents: files.map((file) => `import './${file}';`).join('\n'), resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    platform: 'node',
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile.inputs;
}

async function unitTests(): Promise<string[]> {
  const files = await readdir(path.join(root, 'test'), { recursive: true });
  const tests = files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.posix.join('test', ...file.split(path.sep)));
  const inputs = await readImports(tests);
  const isSlow = (file: string, seen = new Set<string>()): boolean => {
    if (seen.has(file)) return false;
    seen.add(file);
    return SLOW_MODULES.includes(file) || (inputs[file]?.imports ?? []).some((imported) => isSlow(imported.path, seen));
  };
  return tests.filter((file) => !isSlow(file)).sort();
}

async function main(): Promise<void> {
  // mocha's own number of jobs leaves one core unused. Its worker processes write no coverage.
  const isCoverage = process.env['NODE_V8_COVERAGE'] !== undefined;
  const parallel = isCoverage ? [] : ['--parallel', '--jobs', String(availableParallelism())];
  const args = [MOCHA, ...parallel, ...process.argv.slice(2), ...(await unitTests())];
  const { code } = await run(nodeForNodeRed(), args);
  process.exitCode = code;
}

runMain(main);
