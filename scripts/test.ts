/**
 * `npm test`: lint, types, a build, and the tests on Node-RED 5 and on 4.1. The last line counts what passed.
 *
 * What does not depend on the version of Node-RED, and takes long, is tested once: the import rules, the documents, the
 * languages, the scorecard, and the simulator's phone in a browser, whose page has nothing of Node-RED's editor.
 *
 * A test that fails is tried once more, because many programs run at the same time. What passes only then is listed.
 *
 * Node-RED 5 needs Node.js 22.9 or newer. Node-RED 4.1 runs on the Node.js that runs npm, which can be as old as 20.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { UNSTABLE } from '../test/support/unstable';
import { nodeForNodeRed } from './install';
import { installed, root } from './paths';
import { MOCHA, run } from './run';

const TSC = installed('typescript', 'bin', 'tsc');

async function check(name: string, args: string[]): Promise<void> {
  const { code } = await run(process.execPath, args);
  if (code !== 0) throw new Error(`${name} failed`);
  console.log(`✔ ${name}`);
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** What to read at the end of the log: the failures, or how mocha ended without one. */
  problem?: string;
  /** The lines about tests that passed only when they were tried again. */
  unstable: string[];
}

/** What is not tested again on Node-RED 4.1. The login of the phone is Node-RED's, so it is. */
const TESTED_ONCE = [
  'test/imports.test.ts',
  'test/docs/**',
  'test/locales/**',
  'test/package/scorecard.test.ts',
  'test/lib/setup/**',
  'test/examples/assistant-phone.test.ts',
  'test/nodes/conversation-soak.test.ts',
  'test/examples/live-transcription.test.ts',
  ...readdirSync(path.join(root, 'test', 'phone'))
    .filter((file) => file.startsWith('phone-') && !file.startsWith('phone-login'))
    .map((file) => `test/phone/${file}`),
];

const counted = (output: string, word: string): number =>
  Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);

async function test(nodeRed: '4' | '5', node: string, live: boolean): Promise<Count> {
  const title = `\nTests on Node-RED ${nodeRed}`;
  if (live) console.log(title);
  // Arguments are passed to mocha: `npm test -- --grep reply`.
  const ignored = nodeRed === '4' ? TESTED_ONCE.flatMap((file) => ['--ignore', file]) : [];
  const retries = ['--retries', '1', '--require', 'tsx/cjs', '--require', './test/support/unstable.ts'];
  const args = [MOCHA, '--recursive', '--extension', 'ts', ...retries, 'test', ...ignored, ...process.argv.slice(2)];
  const { code, signal, output } = await run(node, args, { env: { NODE_RED: nodeRed }, live });
  if (!live) console.log(`${title}\n${output}`);
  const count = {
    passed: counted(output, 'passing'),
    failed: counted(output, 'failing'),
    skipped: counted(output, 'pending'),
    unstable: output.split('\n').filter((line) => line.includes(UNSTABLE)),
  };
  if (count.failed > 0) return { ...count, problem: output.slice(output.search(/^\s*\d+ failing/m)) };
  if (code === 0) return count;
  // mocha can also fail without a failed test, for example by a crash. The last lines may say why.
  const lastLines = output.trimEnd().split('\n').slice(-40).join('\n');
  return { ...count, failed: 1, problem: `mocha ended with ${signal ?? `exit code ${String(code)}`}:\n${lastLines}` };
}

/** The Node.js that runs npm. Without npm, the one that runs this script. */
const userNode = (): string => process.env['npm_node_execpath'] ?? process.execPath;

async function main(): Promise<void> {
  await Promise.all([
    check('eslint', [installed('eslint', 'bin', 'eslint.js'), '.']),
    check('types of the runtime and the tests', [TSC, '--noEmit', '-p', 'tsconfig.json']),
    check('types of the editor and the phone', [TSC, '--noEmit', '-p', 'tsconfig.browser.json']),
    check('prettier', [installed('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']),
    check('build', ['--require', 'tsx/cjs', 'scripts/build.ts']),
  ]);
  // Both run at the same time, because most tests wait. The output of the second is printed after the first.
  const counts = await Promise.all([test('5', nodeForNodeRed(), true), test('4', userNode(), false)]);
  const total = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((sum, count) => sum + count[key], 0);
  const versions = ['5', '4.1'];
  counts.forEach(({ problem, unstable }, index) => {
    for (const line of unstable) console.log(`\nNode-RED ${versions[index] ?? ''}: ${line.trim()}`);
    if (problem !== undefined) console.log(`\nNode-RED ${versions[index] ?? ''}: ${problem}`);
  });
  const skipped = total('skipped') === 0 ? '' : `, ${total('skipped')} skipped`;
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
  process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
});
