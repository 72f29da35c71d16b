import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { figure, type Figure } from './figures';
import type { LoadResult } from './load';
import type { LoadOrder } from './loader';
import { ask, freePort, LOAD_CORE, SERVER_CORE, startNode } from './processes';
import { addPackage, writeUserDir, type Extras, type FlowNode } from './servers/node-red';
import type { Usage } from './servers/usage';

/** A server under test. */
export interface Server {
  name: string;
  process: ChildProcess;
  port: number;
  /** How many own numbers its texts are spread over. */
  numbers: number;
  /** How many texts it has been sent. */
  sent: number;
}

/** How long and how often is measured. */
export interface Pace {
  rounds: number;
  /** Texts per server and round. */
  texts: number;
  /** Texts that each server gets before anything is measured. */
  warmUp: number;
}

/** What was measured of one server. */
export interface Throughput {
  name: string;
  /** One for each round. */
  textsPerSecond: number[];
  /** Processor time of the server for one text, in microseconds. */
  cpu: Figure;
  /** How much of its core the server had, from 0 to 1: far below 1, other processes took the rest. */
  share: Figure;
}

/** Requests in flight, one on each connection. */
export const CONNECTIONS = 32;

/** Has a Node.js run TypeScript. */
export const TSX = ['--require', require.resolve('tsx/cjs')];

/** How long a server may take to start, in milliseconds. */
const START_LIMIT = 30_000;

/** How long the last texts of a load may take from the answer to the end of the flow, in milliseconds. */
const SETTLE_LIMIT = 5000;

/** How much of its core a server has that no other process disturbs; it waits for the load now and then. */
export const UNDISTURBED = 0.8;

/** How many times as many rounds as wanted are tried at most. */
const MOST_TRIES = 2;

/** Starts one of the small servers. */
export async function startSmall(name: string, file: string): Promise<Server> {
  const port = await freePort();
  const script = path.join(__dirname, 'servers', file);
  return { name, port, numbers: 1, sent: 0, process: startNode(SERVER_CORE, [...TSX, script, String(port)]) };
}

/** Starts a Node-RED with these flows in an empty user directory. */
export async function startNodeRed(
  name: string,
  flow: FlowNode[],
  userDir: string,
  numbers = 1,
  extras?: Extras,
): Promise<Server> {
  const port = await freePort();
  await addPackage(userDir);
  await writeUserDir(userDir, flow, extras);
  // The bench's own nodes look at memory after a garbage collection; the rest runs as Node-RED runs by default.
  const flags = extras?.node === undefined ? [] : ['--expose-gc'];
  const args = [...flags, require.resolve('node-red/red.js'), '--userDir', userDir, '--port', String(port)];
  return { name, port, numbers, sent: 0, process: startNode(SERVER_CORE, args) };
}

/** Starts the process that makes the load. */
export const startLoader = (): ChildProcess =>
  startNode(LOAD_CORE, ['--expose-gc', ...TSX, path.join(__dirname, 'loader.ts')]);

/** Makes a load. @throws when it cannot be carried out */
export async function load(loader: ChildProcess, order: LoadOrder): Promise<LoadResult> {
  const answer = await ask<{ result: LoadResult } | { error: string }>(loader, order);
  if ('error' in answer) throw new Error(answer.error);
  return answer.result;
}

/** Usage once so many texts have come out in the flow: Twilio gets its answer before a flow has run to its end. */
async function usageAfter(server: Server, texts: number): Promise<Usage> {
  const limit = Date.now() + SETTLE_LIMIT;
  for (;;) {
    const usage = await ask<Usage>(server.process, {});
    if (usage.texts === undefined || usage.texts === texts) return usage;
    if (usage.texts > texts || Date.now() > limit)
      throw new Error(`${server.name}: ${usage.texts} of ${texts} arrived`);
  }
}

/** One load on one server. Every text has to be answered with 200 and to come out in the flow, once. */
async function measure(loader: ChildProcess, server: Server, texts: number) {
  const before = await usageAfter(server, server.sent);
  const { port, numbers } = server;
  server.sent += texts;
  const { seconds, statuses } = await load(loader, { port, numbers, texts, connections: CONNECTIONS });
  const after = await usageAfter(server, server.sent);
  if (statuses['200'] !== texts) throw new Error(`${server.name} answered ${JSON.stringify(statuses)}`);
  return { textsPerSecond: texts / seconds, cpu: (after.cpu - before.cpu) / texts };
}

/** Waits until a server answers a text with 200. */
async function untilReady(loader: ChildProcess, server: Server): Promise<void> {
  const { name, port, process } = server;
  const limit = Date.now() + START_LIMIT;
  for (;;) {
    const result = await load(loader, { port, numbers: 1, texts: 1, connections: 1 }).catch(() => undefined);
    if (result?.statuses['200'] === 1) {
      server.sent += 1;
      return;
    }
    if (process.exitCode !== null || Date.now() > limit) throw new Error(`${name} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until a Node-RED has started its flows, without a webhook that would count. @throws when it does not start */
export async function untilDeployed({ name, port, process }: Server): Promise<void> {
  const limit = Date.now() + START_LIMIT;
  for (;;) {
    // What no node takes is answered 404 by the router, which is there as soon as the account node is.
    const answer = await fetch(`http://127.0.0.1:${port}/twilio/ready`, { method: 'POST' }).catch(() => undefined);
    if ((await answer?.text())?.startsWith('No such webhook') === true) return;
    if (process.exitCode !== null || Date.now() > limit) throw new Error(`${name} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Measurement = Awaited<ReturnType<typeof measure>>;

const shareOf = ({ textsPerSecond, cpu }: Measurement): number => (textsPerSecond * cpu) / 1e6;

/** One load on each server, beginning with another one each round; in the servers' order. */
async function oneRound(loader: ChildProcess, servers: readonly Server[], round: number, texts: number) {
  const found: Measurement[] = [];
  for (let turn = 0; turn < servers.length; turn += 1) {
    const index = (turn + round) % servers.length;
    const server = servers[index];
    if (server !== undefined) found[index] = await measure(loader, server, texts);
  }
  return found;
}

/**
 * Measures servers side by side, in rounds. A round in which another process took a server's core is repeated, as often
 * as {@link MOST_TRIES} allows; if too few are left then, disturbed ones make up the number.
 * @param leastShare how much of its core a server must have had, from 0 to 1
 */
export async function compare(
  loader: ChildProcess,
  servers: readonly Server[],
  pace: Pace,
  leastShare = UNDISTURBED,
): Promise<Throughput[]> {
  for (const server of servers) {
    await untilReady(loader, server);
    await measure(loader, server, pace.warmUp);
  }
  const rounds: Measurement[][] = [];
  const disturbed: Measurement[][] = [];
  for (let tries = 0; rounds.length < pace.rounds && tries < pace.rounds * MOST_TRIES; tries += 1) {
    const round = await oneRound(loader, servers, tries, pace.texts);
    (round.every((one) => shareOf(one) >= leastShare) ? rounds : disturbed).push(round);
  }
  rounds.push(...disturbed.slice(0, pace.rounds - rounds.length));
  return servers.map(({ name }, index) => {
    const measured = rounds.flatMap((round) => round[index] ?? []);
    return {
      name,
      textsPerSecond: measured.map((one) => one.textsPerSecond),
      cpu: figure(measured.map((one) => one.cpu)),
      share: figure(measured.map(shareOf)),
    };
  });
}

/** How many times as fast as another a server was, round by round. */
export function ratio(of: Throughput, to: Throughput): Figure {
  return figure(of.textsPerSecond.map((rate, round) => rate / (to.textsPerSecond[round] ?? Number.NaN)));
}
