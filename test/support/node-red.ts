import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { writeUserDir, type FlowNode, type NodeRedOptions } from './node-red-user-dir';
import { nodeRedPackage } from './versions';

export type { FlowNode, NodeRedOptions } from './node-red-user-dir';

/** What the editor is told: a debug message, a status. */
export interface Told {
  topic: string;
  data: unknown;
}

/** A Node-RED that runs in a process of its own, as a user's does. */
export interface RealNodeRed {
  /** Where it listens, without a trailing slash: `http://127.0.0.1:1880`. */
  url: string;
  /** The editor's address, without a trailing slash. */
  admin: string;
  userDir: string;
  /** Everything that it has printed. */
  output(): string;
  /** Replaces the flows, as the Deploy button does. */
  deploy(flows: FlowNode[], type?: 'full' | 'nodes' | 'flows'): Promise<void>;
  /** The next thing told to the editor that `matches`, whether it came already or comes within 10 s. */
  told(matches: (told: Told) => boolean): Promise<Told>;
  /** The next message of a debug node, by the node's id. */
  debug(id: string): Promise<unknown>;
  /** Waits until a node's status has a text that matches. */
  status(id: string, text: RegExp): Promise<unknown>;
  /** Waits for a line of output. */
  printed(pattern: RegExp): Promise<string>;
  stop(): Promise<void>;
  /** Ends the process as a crash does: nothing in it runs any more. */
  kill(): Promise<void>;
}

/** Keeps the SDK on this machine: its requests to Twilio go to a closed port of the loopback. */
const ALONE = { HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1,localhost' };

/**
 * Where Node.js keeps compiled code, so that only the first Node-RED compiles its code. Older versions than 22.1 ignore it.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
const COMPILE_CACHE = path.join(tmpdir(), 'node-red-twilio-compile-cache');

const WAIT = 10_000;
const START = 60_000;

const isTold = (value: unknown): value is Told => typeof value === 'object' && value !== null && 'topic' in value;

/** A queue of what has come. `next` waits for an item, which may have come before. */
function stream<T>() {
  const kept: T[] = [];
  const waiting = new Set<() => void>();
  return {
    kept,
    push(item: T) {
      kept.push(item);
      for (const look of [...waiting]) look();
    },
    next(matches: (item: T) => boolean, what: string, wait = WAIT): Promise<T> {
      return new Promise((resolve, reject) => {
        const look = () => {
          const index = kept.findIndex(matches);
          if (index === -1) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(kept.splice(index, 1)[0] as T);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${what} did not come within ${wait} ms; there was: ${JSON.stringify(kept.slice(-20))}`));
        }, wait);
        waiting.add(look);
        look();
      });
    },
  };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), WAIT);
  await ended;
  clearTimeout(force);
}

/** Starts a real Node-RED with this package in its user directory and waits until its flows run. */
export async function startNodeRed(options: NodeRedOptions = {}): Promise<RealNodeRed> {
  const userDir = await writeUserDir(options);
  const script = path.join(path.dirname(require.resolve(`${nodeRedPackage}/package.json`)), 'red.js');
  const child = spawn(process.execPath, [script, '--userDir', userDir, '--port', '0'], {
    env: { ...process.env, ...ALONE, NODE_OPTIONS: '', NODE_COMPILE_CACHE: COMPILE_CACHE, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = stream<string>();
  let output = '';
  const hear = (chunk: Buffer) => {
    const text = chunk.toString();
    output += text;
    for (const line of text.split('\n')) if (line !== '') lines.push(line);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const printed = (pattern: RegExp, wait = WAIT) => lines.next((line) => pattern.test(line), String(pattern), wait);

  const told = stream<Told>();
  let socket: WebSocket | undefined;
  const stop = async () => {
    socket?.close();
    await end(child);
    if (options.userDir === undefined) await rm(userDir, { recursive: true, force: true });
  };
  try {
    const running = await printed(/Server .*:\/\/|headless/i, START);
    const listening = /http:\/\/[\d.]+:\d+/.exec(running)?.[0] ?? '';
    await printed(options.started ?? /Started flows/, START);
    const adminRoot = options.settings?.['httpAdminRoot'];
    const admin = `${listening}${typeof adminRoot === 'string' ? adminRoot.replace(/\/+$/, '') : ''}`;
    if (adminRoot !== false) socket = await openComms(admin, told.push);
    return {
      url: listening,
      admin,
      userDir,
      output: () => output,
      printed,
      async deploy(flows, type = 'full') {
        const answer = await fetch(`${admin}/flows`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Node-RED-Deployment-Type': type },
          body: JSON.stringify(flows),
        });
        if (!answer.ok) throw new Error(`The deployment failed: HTTP ${answer.status} ${await answer.text()}`);
      },
      told: (matches) => told.next(matches, 'what the editor is told'),
      async debug(id) {
        const isIt = ({ topic, data }: Told) =>
          topic === 'debug' && typeof data === 'object' && data !== null && Reflect.get(data, 'id') === id;
        const { data } = await told.next(isIt, `a message of the debug node ${id}`);
        const message: unknown = Reflect.get(data as object, 'msg');
        return typeof message === 'string' && /^[[{]/.test(message) ? (JSON.parse(message) as unknown) : message;
      },
      async status(id, text) {
        const isIt = ({ topic, data }: Told) =>
          topic === `status/${id}` &&
          typeof data === 'object' &&
          data !== null &&
          text.test(String(Reflect.get(data, 'text')));
        return (await told.next(isIt, `the status ${String(text)} of ${id}`)).data;
      },
      stop,
      async kill() {
        socket?.close();
        await end(child, 'SIGKILL');
      },
    };
  } catch (error) {
    await stop();
    throw new Error(`Node-RED did not start. It said:\n${output}`, { cause: error });
  }
}

/** Listens to what the editor is told: debug messages and statuses. */
function openComms(admin: string, hear: (told: Told) => void): Promise<WebSocket> {
  const socket = new WebSocket(`${admin.replace(/^http/, 'ws')}/comms`);
  socket.on('message', (data: Buffer) => {
    const heard: unknown = JSON.parse(data.toString());
    for (const item of Array.isArray(heard) ? heard : [heard]) if (isTold(item)) hear(item);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      for (const topic of ['debug', 'status/#']) socket.send(JSON.stringify({ subscribe: topic }));
      resolve(socket);
    });
  });
}
