/**
 * `npm test`: lint, types, a build, and every test on Node-RED 5 and on 4.1. It closes with a count of what passed.
 *
 * Node-RED 5 runs on a Node.js of 22.9 or newer, 4.1 on the Node.js that npm itself runs on, which may be as old as 20.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { nodeForNodeRed } from './install';

const root = path.resolve(__dirname, '..');
const bin = (name: string): string => path.join(root, 'node_modules', name);

const MOCHA = bin('mocha/bin/mocha.js');
const TSC = bin('typescript/bin/tsc');
const TSX = bin('tsx/dist/cli.mjs');

/** How a script of Node.js is run. */
interface RunOptions {
  env?: Record<string, string>;
  /** Shows what it prints as it comes. */
  live?: boolean;
}

/** Runs a script of Node.js to its end, and keeps what it prints. */
function run(
  node: string,
  args: string[],
  { env = {}, live = true }: RunOptions = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (live) process.stdout.write(chunk);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}

async function check(name: string, args: string[]): Promise<void> {
  const { code } = await run(process.execPath, args);
  if (code !== 0) throw new Error(`${name} failed`);
  console.log(`✔ ${name}`);
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const counted = (output: string, word: string): number =>
  Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);

async function test(nodeRed: '4' | '5', node: string, live: boolean): Promise<Count> {
  const title = `\nTests on Node-RED ${nodeRed}`;
  if (live) console.log(title);
  // Arguments go on to mocha: `npm test -- --grep reply`.
  const args = [MOCHA, '--recursive', '--extension', 'ts', 'test', ...process.argv.slice(2)];
  const { code, output } = await run(node, args, { env: { NODE_RED: nodeRed }, live });
  if (!live) console.log(`${title}\n${output}`);
  const count = {
    passed: counted(output, 'passing'),
    failed: counted(output, 'failing'),
    skipped: counted(output, 'pending'),
  };
  // mocha can also end badly without a failed test, such as by a crash.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** The Node.js of npm itself, which a user's machine has; the one that runs this script where npm does not say. */
const userNode = (): string => process.env['npm_node_execpath'] ?? process.execPath;

async function main(): Promise<void> {
  await Promise.all([
    check('eslint', [bin('eslint/bin/eslint.js'), '.']),
    check('types of the runtime and the tests', [TSC, '--noEmit', '-p', 'tsconfig.json']),
    check('types of the editor and the phone', [TSC, '--noEmit', '-p', 'tsconfig.browser.json']),
    check('prettier', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
    check('build', [TSX, 'scripts/build.ts']),
  ]);
  // Side by side, because much of a test is waiting; one after the other on the screen.
  const counts = await Promise.all([test('5', nodeForNodeRed(), true), test('4', userNode(), false)]);
  const total = (key: keyof Count) => counts.reduce((sum, count) => sum + count[key], 0);
  const skipped = total('skipped') === 0 ? '' : `, ${total('skipped')} skipped`;
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
  process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
});
