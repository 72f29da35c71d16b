/**
 * `npm test`: lint, types, a build, and the tests on Node-RED 5 and on 4.1. The last line counts what passed.
 *
 * After the build, several programs run at the same time. Each runs one part of the tests (scripts/test-parts.ts) on one
 * version of Node-RED, or one of the checks.
 *
 * A test that fails is tried once more, because many programs run at the same time. What passes only then is listed.
 *
 * `npm run test:all` runs all tests on both versions, also those that are the same on both.
 *
 * Node-RED 5 needs Node.js 22.9 or newer. Node-RED 4.1 runs on the Node.js that runs npm, which can be as old as 20.
 */
import { availableParallelism } from 'node:os';
import { FAILED_TWICE, UNSTABLE } from '../test/support/unstable';
import { nodeForNodeRed } from './install';
import { installed } from './paths';
import { MOCHA, run } from './run';
import { ignoredOn, testParts, type NodeRed, type Part } from './test-parts';

/** How much more the programs may share than there are processors: each waits a part of its time. */
const EXTRA_ROOM = 1;

/** TypeScript 7 checks the types. It takes a third of the processor time of TypeScript 6. */
const TSC = installed('typescript-7', 'bin', 'tsc');

/** Runs all tests on both versions. */
const ALL = '--all';
const isForAll = process.argv.includes(ALL);

/** How a part of the tests, or a check, ended. */
interface Outcome {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
  /** What to read at the end of the log: the failures, or how the program ended without one. */
  problem?: string;
  /** The lines about tests that were tried again. */
  unstable: string[];
}

const NOTHING = { passed: 0, failed: 0, skipped: 0, unstable: [] };

async function check(name: string, args: string[]): Promise<Outcome> {
  const start = Date.now();
  const { code, output } = await run(process.execPath, args, { live: false });
  process.stdout.write(output);
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds(start)})`);
  return code === 0 ? { ...NOTHING, name } : { ...NOTHING, name, failed: 1, problem: output };
}

const seconds = (start: number): string => `${Math.round((Date.now() - start) / 1000)} s`;

const counted = (output: string, word: string): number =>
  Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);

const VERSIONS = { '5': '5', '4': '4.1' } as const;

async function test(nodeRed: NodeRed, node: string, part: Part): Promise<Outcome> {
  const start = Date.now();
  const name = `Node-RED ${VERSIONS[nodeRed]}, ${part.name}`;
  const ignored = isForAll ? [] : ignoredOn(nodeRed).flatMap((file) => ['--ignore', file]);
  const retries = ['--retries', '1', '--require', 'tsx/cjs', '--reporter', './test/support/unstable.ts'];
  // Arguments are passed to mocha: `npm test -- --grep reply`.
  const given = process.argv.slice(2).filter((argument) => argument !== ALL);
  const args = [MOCHA, '--extension', 'ts', ...retries, ...ignored, ...part.files, ...given];
  const { code, signal, output } = await run(node, args, { env: { NODE_RED: nodeRed }, live: false });
  console.log(`\n${name} (${seconds(start)})\n${output}`);
  const outcome = {
    name,
    passed: counted(output, 'passing'),
    failed: counted(output, 'failing'),
    skipped: counted(output, 'pending'),
    unstable: output.split('\n').filter((line) => line.includes(UNSTABLE) || line.includes(FAILED_TWICE)),
  };
  if (outcome.failed > 0) return { ...outcome, problem: output.slice(output.search(/^\s*\d+ failing/m)) };
  if (code === 0) return outcome;
  // mocha can also fail without a failed test, for example by a crash. The last lines may say why.
  const lastLines = output.trimEnd().split('\n').slice(-40).join('\n');
  return { ...outcome, failed: 1, problem: `mocha ended with ${signal ?? `exit code ${String(code)}`}:\n${lastLines}` };
}

/** The Node.js that runs npm. Without npm, the one that runs this script. */
const userNode = (): string => process.env['npm_node_execpath'] ?? process.execPath;

/** A program to run, and the share of a processor that it takes next to others. */
interface Job {
  share: number;
  run: () => Promise<Outcome>;
}

/** Runs jobs in their order, as long as there is room for the next one. */
async function runAll(jobs: Job[], room: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...jobs];
  const running = new Set<Promise<void>>();
  let taken = 0;
  while (waiting.length > 0 || running.size > 0) {
    const [next] = waiting;
    if (next !== undefined && (running.size === 0 || taken + next.share <= room)) {
      waiting.shift();
      taken += next.share;
      const work = next.run().then((outcome) => {
        outcomes.push(outcome);
        taken -= next.share;
        running.delete(work);
      });
      running.add(work);
    } else await Promise.race(running);
  }
  return outcomes;
}

async function main(): Promise<void> {
  const start = Date.now();
  const build = await check('build', ['--require', 'tsx/cjs', 'scripts/build.ts']);
  if (build.failed > 0) throw new Error('The build failed');
  const parts = testParts();
  const tests = [
    ...parts.map((part) => ({ share: part.share, run: () => test('5', nodeForNodeRed(), part) })),
    ...parts.map((part) => ({ share: part.share, run: () => test('4', userNode(), part) })),
  ];
  const checks = [
    () => check('oxlint', [installed('oxlint', 'bin', 'oxlint')]),
    () => check('types of the runtime and the tests', [TSC, '--noEmit', '-p', 'tsconfig.json']),
    () => check('types of the editor and the phone', [TSC, '--noEmit', '-p', 'tsconfig.browser.json']),
    () => check('oxfmt', [installed('oxfmt', 'bin', 'oxfmt'), '--check']),
  ];
  const outcomes = await runAll(
    [...tests, ...checks.map((run) => ({ share: 1, run }))],
    availableParallelism() + EXTRA_ROOM,
  );
  const total = (key: 'passed' | 'failed' | 'skipped') => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  for (const { name, problem, unstable } of outcomes) {
    for (const line of unstable) console.log(`\n${name}: ${line.trim()}`);
    if (problem !== undefined) console.log(`\n${name}: ${problem}`);
  }
  const skipped = total('skipped') === 0 ? '' : `, ${total('skipped')} skipped`;
  console.log(`\nTook ${seconds(start)}`);
  console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`);
  process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
});
