import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { MENUS, REQUESTS_OF_CALL, type CallOrder } from './calls-data';
import { figure, spread, table, type Figure } from './figures';
import { ask, stop } from './processes';
import { httpInMenuFlow, menuFlow } from './servers/call-flows';
import type { Memory } from './servers/memory';
import type { FlowNode } from './servers/flows';
import type { Usage } from './servers/usage';
import { CONNECTIONS, load, startNodeRed, type Server } from './throughput';

/** The time between two checks whether the memory is steady. */
const SETTLE_MS = 500;
/** The store may take this long for its last writes. */
const MAX_SETTLE_MS = 30_000;

/** The memory of an idle process is steady when it shrinks by less than this between two checks. */
const STEADY_BYTES = 64 * 1024;

/** A server may take this long to start. */
const MAX_START_MS = 30_000;

/** Keeps requests to Twilio on this machine. Long calls would cause some, but the bench ends its calls before. */
const ALONE = `process.env.HTTP_PROXY = 'http://127.0.0.1:9';\n`;

const WHOLE_CALL = { from: 0, to: REQUESTS_OF_CALL - 1 };

let firstCall = 0;

/**
 * Sends the requests of calls that are in progress at the same time: first the first request of every call, then the second.
 * @returns the duration in seconds
 * @throws when an answer has another status than 200
 */
async function request(loader: ChildProcess, server: Server, order: CallOrder, connections: number): Promise<number> {
  const { name, port } = server;
  let total = 0;
  for (let place = order.from; place <= order.to; place += 1) {
    const { seconds, statuses } = await load(loader, { port, connections, ...order, from: place, to: place });
    if (statuses['200'] !== order.calls) throw new Error(`${name} answered ${JSON.stringify(statuses)}`);
    total += seconds;
  }
  return total;
}

/** New calls, with all of their requests. */
const newCalls = (calls: number): CallOrder => {
  firstCall += calls;
  return { firstCall: firstCall - calls, calls, ...WHOLE_CALL };
};

async function untilReady(loader: ChildProcess, server: Server): Promise<void> {
  const limit = Date.now() + MAX_START_MS;
  for (;;) {
    const isReady = await request(loader, server, newCalls(1), 1).then(
      () => true,
      () => false,
    );
    if (isReady) return;
    if (server.process.exitCode !== null || Date.now() > limit) throw new Error(`${server.name} did not start`);
    await pause(100);
  }
}

interface Measured {
  callsPerSecond: number[];
  /** Processor time of the server for one call, in microseconds. */
  cpuMicroseconds: number[];
  /** The time from a request to its answer while no other call is in progress, in milliseconds. */
  roundTripMs: number[];
}

/** One round: many calls at the same time, and some one after the other. */
async function measure(loader: ChildProcess, server: Server, calls: number, measured: Measured): Promise<void> {
  const before = await ask<Usage>(server.process, {});
  const seconds = await request(loader, server, newCalls(calls), CONNECTIONS);
  const after = await ask<Usage>(server.process, {});
  const reached = (after.texts ?? 0) - (before.texts ?? 0);
  if (after.texts !== undefined && reached !== calls)
    throw new Error(`Only ${reached} of ${calls} calls were completed`);
  measured.callsPerSecond.push(calls / seconds);
  measured.cpuMicroseconds.push((after.cpuMicroseconds - before.cpuMicroseconds) / calls);
  const few = Math.ceil(calls / 10);
  const quiet = await request(loader, server, newCalls(few), 1);
  measured.roundTripMs.push((quiet * 1000) / (few * REQUESTS_OF_CALL));
}

/** The heap of a server when it is idle, in bytes. */
async function steadyHeap(server: Server): Promise<number> {
  const limit = Date.now() + MAX_SETTLE_MS;
  for (let before = Infinity; ;) {
    const { heapBytes } = await ask<Memory>(server.process, { ask: 'memory' });
    if (before - heapBytes < STEADY_BYTES || Date.now() > limit) return heapBytes;
    before = heapBytes;
    await pause(SETTLE_MS);
  }
}

/** The heap for each call that waits in its first menu, in bytes. Ends the calls afterwards. */
async function bytesPerCall(loader: ChildProcess, server: Server, calls: number): Promise<number> {
  const heap = await steadyHeap(server);
  const order = newCalls(calls);
  await request(loader, server, { ...order, to: 0 }, CONNECTIONS);
  const held = (await steadyHeap(server)) - heap;
  await request(loader, server, { ...order, from: REQUESTS_OF_CALL - 1 }, CONNECTIONS);
  return held / calls;
}

/**
 * Part 8: calls through five menus. Compares the store on disk, the store in memory and a flow written by hand, in turns.
 * @param folder makes an empty folder for each Node-RED
 * @param calls the number of calls in each round, for each server
 * @param waiting the number of calls that wait while the memory is measured
 */
export async function callPart(
  loader: ChildProcess,
  folder: () => Promise<string>,
  { rounds, calls, waiting }: { rounds: number; calls: number; waiting: number },
): Promise<void> {
  console.log(`\n8. Calls through ${MENUS} menus, each with ${REQUESTS_OF_CALL} signed requests\n`);
  const start = async (name: string, flow: FlowNode[]): Promise<Server> => {
    const server = await startNodeRed(name, flow, await folder(), 1, { node: 'bench-statuses', prelude: ALONE });
    await untilReady(loader, server);
    return server;
  };
  const servers = [
    await start('menus, store on disk', menuFlow('disk')),
    await start('menus, store in memory', menuFlow('memory')),
    await start('http in, by hand', httpInMenuFlow()),
  ];
  const results = servers.map((): Measured => ({ callsPerSecond: [], cpuMicroseconds: [], roundTripMs: [] }));
  // The first round is not counted, because the code is still being compiled.
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < servers.length; turn += 1) {
      const index = (round + turn) % servers.length;
      const [server, result] = [servers[index], results[index]];
      if (server === undefined || result === undefined) continue;
      const ignored: Measured = { callsPerSecond: [], cpuMicroseconds: [], roundTripMs: [] };
      await measure(loader, server, calls, round === 0 ? ignored : result);
    }
  }
  const held: number[] = [];
  for (const server of servers) held.push(await bytesPerCall(loader, server, waiting));
  await Promise.all(servers.map((server) => stop(server.process)));

  const byHand = results.at(-1);
  const added = ({ roundTripMs }: Measured): Figure =>
    figure(roundTripMs.map((ms, round) => ms - (byHand?.roundTripMs[round] ?? Number.NaN)));
  console.log(
    table([
      ['', 'calls/s', 'CPU µs a call', 'ms a round trip', 'ms added', 'bytes a waiting call'],
      ...results.map((result, index) => [
        servers[index]?.name ?? '',
        spread(figure(result.callsPerSecond), 0),
        spread(figure(result.cpuMicroseconds), 0),
        spread(figure(result.roundTripMs), 3),
        result === byHand ? '' : spread(added(result), 3),
        result === byHand ? '' : (held[index] ?? 0).toFixed(0),
      ]),
    ]),
  );
  console.log(`\n  The server has one core. ${waiting.toLocaleString('en')} calls waited in their first menu.`);
}
