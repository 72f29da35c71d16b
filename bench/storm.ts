import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, spread, table } from './figures';
import { ask } from './processes';
import type { Memory } from './servers/memory';
import { smsStatusFlow } from './servers/node-red';
import type { Passed } from './steps';
import { checkStorm, requestsOf, type StormOutcome } from './storm-data';
import { CONNECTIONS, load, startNodeRed, untilDeployed, type Server } from './throughput';

/** How long the last statuses may take from the answer to the end of the flow, in milliseconds. */
const SETTLE_LIMIT = 5000;

/** Time for one status too many to show itself, in milliseconds. */
const SILENCE = 300;

const MB = 1024 * 1024;

interface Storm {
  perSecond: number;
  /** Processor time of the server for one status, in microseconds. */
  cpu: number;
  outcome: StormOutcome;
  after: Memory;
}

const cpuOf = async (server: Server): Promise<number> => (await ask<{ cpu: number }>(server.process, {})).cpu;

/** What came out of the flow, once so much did and nothing followed. */
async function passedThrough(server: Server, statuses: number): Promise<Passed> {
  const limit = Date.now() + SETTLE_LIMIT;
  for (;;) {
    const { count } = await ask<{ count: number }>(server.process, { ask: 'count' });
    if (count >= statuses || Date.now() > limit) break;
    await pause(20);
  }
  await pause(SILENCE);
  return ask<Passed>(server.process, { ask: 'passed' });
}

/** One storm: every request has to be answered with 200, and every status to come out as it should. */
async function oneStorm(loader: ChildProcess, server: Server, first: number, messages: number): Promise<Storm> {
  const requests = requestsOf(messages);
  const before = await cpuOf(server);
  const { port } = server;
  const { seconds, statuses } = await load(loader, { port, first, messages, connections: CONNECTIONS });
  const cpu = (await cpuOf(server)) - before;
  if (statuses['200'] !== requests) throw new Error(`The storm was answered ${JSON.stringify(statuses)}`);
  const unique = Math.round(requests / 1.25);
  const outcome = checkStorm(await passedThrough(server, unique), first, messages);
  const after = await ask<Memory>(server.process, { ask: 'memory' });
  return { perSecond: requests / seconds, cpu: cpu / requests, outcome, after };
}

/**
 * Part 4: storms of message statuses through an `sms-status` node that keeps their order, one after the other.
 * @param storms how many, the first of which is not counted in the pace
 * @param messages of how many messages each has the statuses
 */
export async function stormPart(
  loader: ChildProcess,
  userDir: string,
  storms: number,
  messages: number,
): Promise<Server> {
  const requests = requestsOf(messages).toLocaleString('en');
  console.log(`\n4. Storms of ${requests} message statuses through sms-status, a fifth of them repetitions\n`);
  const server = await startNodeRed('sms-status', smsStatusFlow(), userDir, 1, { node: 'bench-statuses' });
  await untilDeployed(server);
  const atRest = await ask<Memory>(server.process, { ask: 'memory' });
  const measured: Storm[] = [];
  for (let index = 0; index < storms; index += 1) {
    measured.push(await oneStorm(loader, server, index * messages, messages));
  }
  const inMb = ({ heap, rss }: Memory): string[] => [(heap / MB).toFixed(1), (rss / MB).toFixed(0)];
  console.log(
    table([
      ['', 'statuses/s', 'CPU µs a status', 'let through', 'late', 'MB held', 'MB resident'],
      ['before', '', '', '', '', ...inMb(atRest)],
      ...measured.map(({ perSecond, cpu, outcome, after }, index) => [
        `storm ${index + 1}`,
        perSecond.toFixed(0),
        cpu.toFixed(1),
        String(outcome.accepted),
        String(outcome.late),
        ...inMb(after),
      ]),
    ]),
  );
  const paces = (measured.length > 1 ? measured.slice(1) : measured).map(({ perSecond }) => perSecond);
  console.log(`\n  ${spread(figure(paces), 0)} a second. None was lost, let through twice or out of order.`);
  return server;
}
