import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeForNodeRed } from './install';
import { HOST } from './paths';

const POLL_INTERVAL_MS = 50;

/** Node-RED can wait up to 15 s for its nodes to close. It is killed after this time. */
const FORCE_AFTER_MS = 3000;

/** A Node-RED 5 in a process of its own, which prints to this terminal. */
export interface NodeRedProcess {
  /** Waits until it serves the editor. Resolves with false when it ends before that. */
  ready(): Promise<boolean>;
  /** False after it has ended. */
  isRunning(): boolean;
  /** Stops it, by force after a few seconds, and waits until it has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Resolves when it has ended, with its exit code; 1 when a signal ended it. */
  ended: Promise<number>;
}

/** The address of the editor. */
export const editorUrl = (port: number): string => `http://${HOST}:${port}/`;

/** The address of the simulator's phone. */
export const phoneUrl = (port: number, accountId: string): string =>
  `${editorUrl(port)}twilio/simulator/${accountId}/phone`;

async function isServed(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Starts Node-RED 5 with a user directory. Prints a line when it ends without `stop`. */
export function startNodeRed(userDir: string, port: number): NodeRedProcess {
  const script = require.resolve('node-red/red.js');
  const child = spawn(nodeForNodeRed(), [script, '--userDir', userDir, '--port', String(port)], { stdio: 'inherit' });
  let hasEnded = false;
  let isStopped = false;
  const ended = new Promise<number>((resolve) => {
    const end = (code: number, reason: string) => {
      if (!isStopped) console.error(reason);
      hasEnded = true;
      resolve(code);
    };
    child.once('error', (error) => {
      end(1, `Node-RED did not start: ${error.message}`);
    });
    child.once('exit', (code) => {
      end(code ?? 1, 'Node-RED ended unexpectedly. Its output is above.');
    });
  });
  return {
    ended,
    isRunning: () => !hasEnded,
    async ready() {
      while (!hasEnded) {
        if (await isServed(editorUrl(port))) return true;
        await delay(POLL_INTERVAL_MS);
      }
      return false;
    },
    async stop(signal = 'SIGTERM') {
      isStopped = true;
      child.kill(signal);
      const force = setTimeout(() => child.kill('SIGKILL'), FORCE_AFTER_MS);
      await ended;
      clearTimeout(force);
    },
  };
}
