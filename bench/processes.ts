import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { nodeForNodeRed } from '../scripts/install';

/** The servers and the load run on different cores. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

/** Whether this machine can pin processes to a core. */
export const canPin = spawnSync('taskset', ['-c', `${SERVER_CORE},${LOAD_CORE}`, 'true']).status === 0;

const children = new Set<ChildProcess>();

/** Starts a Node.js process on a core, with an IPC channel. Its output goes to this terminal. */
export function startNode(core: number, args: readonly string[]): ChildProcess {
  const node = nodeForNodeRed();
  const [command, ...rest] = canPin ? ['taskset', '-c', String(core), node, ...args] : [node, ...args];
  const child = spawn(command ?? node, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Sends a message to a process and waits for the answer. @throws when the process ends first */
export async function ask<T>(child: ChildProcess, question: object): Promise<T> {
  const ended = new AbortController();
  const onExit = (): void => {
    ended.abort(new Error('A process of the bench ended unexpectedly. Its output is above.'));
  };
  child.once('exit', onExit);
  try {
    const answer = once(child, 'message', { signal: ended.signal });
    child.send(question);
    const [message] = (await answer) as [T];
    return message;
  } finally {
    child.off('exit', onExit);
  }
}

/** Stops a process. Kills it when it is still running after 5 seconds. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (!children.has(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await exited;
  clearTimeout(timer);
}

/** Stops all processes. */
export async function stopAll(): Promise<void> {
  await Promise.all([...children].map((child) => stop(child)));
}

/** A free port of the loopback interface. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
