import { spawn } from 'node:child_process';
import { installed, root } from './paths';

export const MOCHA = installed('mocha', 'bin', 'mocha.js');

/** How a script of Node.js is run. */
interface RunOptions {
  env?: Record<string, string>;
  /** Prints its output as it arrives. */
  live?: boolean;
}

/** Runs a script of Node.js to its end. @returns its exit code, and what it printed */
export function run(
  node: string,
  args: string[],
  { env = {}, live = true }: RunOptions = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      if (live) process.stdout.write(chunk);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}
