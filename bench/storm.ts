import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, spread, table } from './figures';
import { ask } from './processes';
import type { Memory } from './servers/memory';
import { smsStatusFlow } from './servers/flows';
import type { Passed } from './steps';
import { checkStorm, requestsOf, type StormOutcome } from './storm-data';
import { CONNECTIONS, load, startNodeRed, untilDeployed, type Server } from './throughput';

/** The last statuses may take this long from the answer to the end of the flow. */
const MAX_SETTLE_MS = 5000;

/** The bench waits this long for statuses that should not come. */
const SILENCE_MS = 300;

const MB = 1024 * 1024;

interface Storm {
  statusesPerSecond: number;
  /** Processor time of the server for one status, in microseconds. */
  cpuMicroseconds: number;
  outcome: StormOutcome;
  after: Memory;
}

const cpuOf = async (server: Server): Promise<number> =>
  (await ask<{ cpuMicroseconds: number }>(server.process, {})).cpuMicroseconds;

/** The statuses that left the flow, when all of them have arrived. */
async function passedThrough(server: Server, statuses: number): Promise<Passed> {
  const limit = Date.now() + MAX_SETTLE_MS;
  for (;;) {
    const { count } = await ask<{ count: number }>(server.process, { ask: 'count' });
    if (count >= statuses || Date.now() > limit) break;
    await pause(20);
  }
  await pause(SILENCE_MS);
  return ask<Passed>(server.process, { ask: 'passed' });
}

/** One storm. @throws when an answer has another status than 200, and as {@link checkStorm} */
async function oneStorm(loader: ChildProcess, server: Server, first: number, messages: number): Promise<Storm> {
  const requests = requestsOf(messages);
  const before = await cpuOf(server);
  const { port } = server;
  const { seconds, statuses } = await load(loader, { port, first, messages, connections: CONNECTIONS });
  const cpuMicroseconds = (await cpuOf(server)) - before;
  if (statuses['200'] !== requests) throw new Error(`The storm was answered with ${JSON.stringify(statuses)}`);
  const unique = Math.round(requests / 1.25);
  const outcome = checkStorm(await passedThrough(server, unique), first, messages);
  const after = await ask<Memory>(server.process, { ask: 'memory' });
  return { statusesPerSecond: requests / seconds, cpuMicroseconds: cpuMicroseconds / requests, outcome, after };
}

/**
 * Part 4: storms of status callbacks for an `sms-status` node that keeps their order, one after the other.
 * @param storms the number of storms; the speed of the first one does not count
 * @param messages the number of messages in each storm
 * @returns the server, which still runs
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
  const inMb = ({ heapBytes, rssBytes }: Memory): string[] => [(heapBytes / MB).toFixed(1), (rssBytes / MB).toFixed(0)];
  console.log(
    table([
      ['', 'statuses/s', 'CPU µs a status', 'let through', 'late', 'MB held', 'MB resident'],
      ['before', '', '', '', '', ...inMb(atRest)],
      ...measured.map(({ statusesPerSecond: perSecond, cpuMicroseconds, outcome, after }, index) => [
        `storm ${index + 1}`,
        perSecond.toFixed(0),
        cpuMicroseconds.toFixed(1),
        String(outcome.accepted),
        String(outcome.late),
        ...inMb(after),
      ]),
    ]),
  );
  const rates = (measured.length > 1 ? measured.slice(1) : measured).map(
    ({ statusesPerSecond: perSecond }) => perSecond,
  );
  console.log(`\n  ${spread(figure(rates), 0)} a second. None was lost, let through twice or out of order.`);
  return server;
}
