import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { figure, type Figure } from './figures';
import type { LoadResult } from './load';
import type { LoadOrder } from './loader';
import { ask, freePort, LOAD_CORE, SERVER_CORE, startNode } from './processes';
import type { FlowNode } from './servers/flows';
import { addPackage, writeUserDir, type Extras } from './servers/node-red';
import type { Usage } from './servers/usage';

/** A server under test. */
export interface Server {
  name: string;
  process: ChildProcess;
  port: number;
  /** The number of own numbers that receive the messages in turn. */
  numbers: number;
  /** The number of messages that were sent to it. */
  sent: number;
}

/** How much is measured. */
export interface Scale {
  rounds: number;
  /** Messages for each server in each round. */
  texts: number;
  /** Messages for each server before the first round. */
  warmUp: number;
}

/** The figures of one server. */
export interface Throughput {
  name: string;
  /** One for each round. */
  textsPerSecond: number[];
  /** Processor time of the server for one message, in microseconds. */
  cpuMicroseconds: Figure;
  /** The share of its core that the server had, from 0 to 1. Other processes had the rest. */
  share: Figure;
}

/** The number of connections, with one open request on each. */
export const CONNECTIONS = 32;

/** The options with which Node.js runs TypeScript. */
export const TSX = ['--require', require.resolve('tsx/cjs')];

/** A server may take this long to start. */
const MAX_START_MS = 30_000;

/** The last messages of a load may take this long from the answer to the end of the flow. */
const MAX_SETTLE_MS = 5000;

/** The share of its core that a server uses when no other process runs there. It is below 1, because it waits for the load. */
export const UNDISTURBED = 0.8;

/** The largest number of rounds, as a multiple of those that are wanted. */
const MAX_TRIES = 2;

/** Starts a server of `bench/servers`. */
export async function startSmall(name: string, file: string): Promise<Server> {
  const port = await freePort();
  const script = path.join(__dirname, 'servers', file);
  return { name, port, numbers: 1, sent: 0, process: startNode(SERVER_CORE, [...TSX, script, String(port)]) };
}

/**
 * Starts a Node-RED with these flows. It may not be ready yet.
 * @param userDir an empty folder
 * @param numbers the number of own numbers that receive messages
 */
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
  // The bench's own nodes measure the memory after a garbage collection.
  const flags = extras?.node === undefined ? [] : ['--expose-gc'];
  const args = [...flags, require.resolve('node-red/red.js'), '--userDir', userDir, '--port', String(port)];
  return { name, port, numbers, sent: 0, process: startNode(SERVER_CORE, args) };
}

/** Starts the process that sends the load. */
export const startLoader = (): ChildProcess =>
  startNode(LOAD_CORE, ['--expose-gc', ...TSX, path.join(__dirname, 'loader.ts')]);

/** Sends a load. @throws when a connection breaks, or answers stop */
export async function load(loader: ChildProcess, order: LoadOrder): Promise<LoadResult> {
  const answer = await ask<{ result: LoadResult } | { error: string }>(loader, order);
  if ('error' in answer) throw new Error(answer.error);
  return answer.result;
}

/** The usage of a server after `texts` messages have reached the end of its flow, which is later than the answers. */
async function usageAfter(server: Server, texts: number): Promise<Usage> {
  const limit = Date.now() + MAX_SETTLE_MS;
  for (;;) {
    const usage = await ask<Usage>(server.process, {});
    if (usage.texts === undefined || usage.texts === texts) return usage;
    if (usage.texts > texts || Date.now() > limit)
      throw new Error(`${server.name}: ${usage.texts} of ${texts} arrived`);
  }
}

/** Measures one load. @throws unless each message is answered with 200 and reaches the end of the flow once */
async function measure(loader: ChildProcess, server: Server, texts: number) {
  const before = await usageAfter(server, server.sent);
  const { port, numbers } = server;
  server.sent += texts;
  const { seconds, statuses } = await load(loader, { port, numbers, texts, connections: CONNECTIONS });
  const after = await usageAfter(server, server.sent);
  if (statuses['200'] !== texts) throw new Error(`${server.name} answered ${JSON.stringify(statuses)}`);
  return { textsPerSecond: texts / seconds, cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / texts };
}

/** Waits until a server answers a message with 200. @throws when it does not start */
async function untilReady(loader: ChildProcess, server: Server): Promise<void> {
  const { name, port, process } = server;
  const limit = Date.now() + MAX_START_MS;
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

/** Waits until a Node-RED has started its flows, without sending it a message. @throws when it does not start */
export async function untilDeployed({ name, port, process }: Server): Promise<void> {
  const limit = Date.now() + MAX_START_MS;
  for (;;) {
    // The router of this package answers an unknown webhook with 404 as soon as the account node exists.
    const answer = await fetch(`http://127.0.0.1:${port}/twilio/ready`, { method: 'POST' }).catch(() => undefined);
    if ((await answer?.text())?.startsWith('No such webhook') === true) return;
    if (process.exitCode !== null || Date.now() > limit) throw new Error(`${name} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Measurement = Awaited<ReturnType<typeof measure>>;

const shareOf = ({ textsPerSecond, cpuMicroseconds }: Measurement): number => (textsPerSecond * cpuMicroseconds) / 1e6;

/** Measures one load on each server. Each round starts with another server. @returns in the order of `servers` */
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
 * Measures servers in turns, in rounds. A round in which another process used a server's core is repeated, but there are at
 * most {@link MAX_TRIES} times as many rounds. Then disturbed rounds count too.
 * @param leastShare the share of its core that each server must have had, from 0 to 1
 */
export async function compare(
  loader: ChildProcess,
  servers: readonly Server[],
  pace: Scale,
  leastShare = UNDISTURBED,
): Promise<Throughput[]> {
  for (const server of servers) {
    await untilReady(loader, server);
    await measure(loader, server, pace.warmUp);
  }
  const rounds: Measurement[][] = [];
  const disturbed: Measurement[][] = [];
  for (let tries = 0; rounds.length < pace.rounds && tries < pace.rounds * MAX_TRIES; tries += 1) {
    const round = await oneRound(loader, servers, tries, pace.texts);
    (round.every((one) => shareOf(one) >= leastShare) ? rounds : disturbed).push(round);
  }
  rounds.push(...disturbed.slice(0, pace.rounds - rounds.length));
  return servers.map(({ name }, index) => {
    const measured = rounds.flatMap((round) => round[index] ?? []);
    return {
      name,
      textsPerSecond: measured.map((one) => one.textsPerSecond),
      cpuMicroseconds: figure(measured.map((one) => one.cpuMicroseconds)),
      share: figure(measured.map(shareOf)),
    };
  });
}

/** The speed of one server divided by the speed of another one, in each round. */
export function ratio(of: Throughput, to: Throughput): Figure {
  return figure(of.textsPerSecond.map((rate, round) => rate / (to.textsPerSecond[round] ?? Number.NaN)));
}
