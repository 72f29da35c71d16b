import { spawn } from 'node:child_process';
import { installed, root } from './paths';

/** The path of mocha's program. */
export const MOCHA = installed('mocha', 'bin', 'mocha.js');

/** How a script of Node.js is run. */
interface RunOptions {
  env?: Record<string, string>;
  /** Prints its output as it arrives. */
  live?: boolean;
}

/** How a script of Node.js ended. */
interface RunResult {
  /** The exit code; 1 when a signal ended it. */
  code: number;
  /** The signal that ended it, such as `SIGSEGV`. */
  signal: NodeJS.Signals | null;
  output: string;
}

/** Runs a script of Node.js to its end. */
export function run(node: string, args: string[], { env = {}, live = true }: RunOptions = {}): Promise<RunResult> {
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
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 1, signal, output });
    });
  });
}
