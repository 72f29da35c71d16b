/**
 * `npm run bench`: compares this package with other ways to do the same. `--quick` takes about a minute, to see that the bench
 * works. `2` runs only part 2. `bench/README.md` says what is measured and how.
 */
import { spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { callPart } from './calls';
import { conversationPart } from './conversations';
import { figure, spread, table, type Figure } from './figures';
import { machine } from './machine';
import { stop, stopAll } from './processes';
import { httpInFlow, smsInFlow } from './servers/flows';
import { removeDir, temporaryDir } from './servers/node-red';
import { sendPart, startSender, stopSender, waitPart } from './sends';
import { measureStart, otherPackage, ownPackage, type LoadedPackage } from './start';
import { storePart } from './store';
import { stormPart } from './storm';
import { streamPart } from './streams';
import {
  compare,
  ratio,
  startLoader,
  startNodeRed,
  startSmall,
  UNDISTURBED,
  type Scale,
  type Server,
  type Throughput,
} from './throughput';

const quick = process.argv.includes('--quick');

const PACE: Scale = quick
  ? { rounds: 3, texts: 2000, warmUp: 4000 }
  : // With many short rounds, other work of the machine disturbs only a few of them.
    { rounds: 21, texts: 5000, warmUp: 20_000 };
const STARTS = quick ? 3 : 11;
const STORM = quick ? { storms: 1, messages: 4000 } : { storms: 3, messages: 20_000 };
const SENDS = quick ? { rounds: 3, count: 300 } : { rounds: 25, count: 1000 };
const WAITING_CALLS = 10_000;
const CALLS = quick ? { rounds: 3, calls: 300, waiting: 2000 } : { rounds: 7, calls: 1000, waiting: 10_000 };
const CONVERSATIONS = quick ? { conversations: 20, rounds: 10 } : { conversations: 100, rounds: 100 };
const STREAMS = quick ? { rounds: 1, streams: 20, seconds: 1 } : { rounds: 9, streams: 200, seconds: 5 };
const STORE = quick ? { rounds: 3, count: 2000 } : { rounds: 15, count: 10_000 };

/** The bench is stopped after this time. */
const MAX_RUN_MS = 10 * 60_000;

const scratch: string[] = [];

async function scratchDir(): Promise<string> {
  const folder = await temporaryDir();
  scratch.push(folder);
  return folder;
}

const verdict = (met: boolean): string => (met ? 'met' : 'NOT met');

async function nodeRed(name: string, nodes: number): Promise<Server> {
  return startNodeRed(name, smsInFlow(nodes), await scratchDir(), nodes);
}

/** Measures servers, then stops them. */
async function sideBySide(loader: ChildProcess, servers: Server[], leastShare?: number): Promise<Throughput[]> {
  const measured = await compare(loader, servers, PACE, leastShare);
  await Promise.all(servers.map((server) => stop(server.process)));
  return measured;
}

/** Prints a warning when other processes took much of a server's core. */
function warnOfDisturbance(measured: readonly Throughput[]): void {
  const least = Math.min(...measured.map(({ share }) => share.min));
  if (least >= UNDISTURBED) return;
  const percent = (least * 100).toFixed(0);
  console.log(`\n  In some rounds a server had only ${percent} % of its core. Run this again on a quiet machine.`);
}

async function others(loader: ChildProcess): Promise<void> {
  console.log('\n1. Signed texts per second, answered empty\n');
  const [loadAlone] = await sideBySide(loader, [await startSmall('the load alone', 'canned.ts')], 0);
  const measured = await sideBySide(loader, [
    await nodeRed('sms-in', 1),
    await startNodeRed('http in + function + http response', httpInFlow(), await scratchDir()),
    await startSmall('Express + webhook()', 'express.ts'),
    await startSmall('bare node:http', 'bare.ts'),
  ]);
  const [ours, ...rest] = measured;
  if (ours === undefined || loadAlone === undefined) return;
  const aims = [2, 1.15, 0.7];
  console.log(
    table([
      ['', 'texts/s', 'CPU µs a text', 'sms-in to this', 'aim', ''],
      [ours.name, spread(figure(ours.textsPerSecond), 0), spread(ours.cpuMicroseconds, 1), ''],
      ...rest.map((other, index) => {
        const times = ratio(ours, other);
        const aim = aims[index] ?? 0;
        return [
          other.name,
          spread(figure(other.textsPerSecond), 0),
          spread(other.cpuMicroseconds, 1),
          `${spread(times, 2)}x`,
          `>= ${aim}x`,
          verdict(times.median >= aim),
        ];
      }),
    ]),
  );
  console.log(`\n  The load alone, with a fixed answer: ${spread(figure(loadAlone.textsPerSecond), 0)} a second.`);
  warnOfDisturbance(measured);
}

async function manyNodes(loader: ChildProcess): Promise<void> {
  console.log('\n2. With many sms-in nodes, each for another number, the texts spread over all of them\n');
  const measured = await sideBySide(loader, [
    await nodeRed('1 node', 1),
    await nodeRed('100 nodes', 100),
    await nodeRed('1,000 nodes', 1000),
  ]);
  const [one, ...more] = measured;
  if (one === undefined) return;
  const lost = (times: Figure): Figure => ({
    median: 100 - times.median * 100,
    min: 100 - times.max * 100,
    max: 100 - times.min * 100,
  });
  console.log(
    table([
      ['', 'texts/s', 'CPU µs a text', '% lost', 'aim', ''],
      [one.name, spread(figure(one.textsPerSecond), 0), spread(one.cpuMicroseconds, 1)],
      ...more.map((many) => {
        const loss = lost(ratio(many, one));
        const row = [
          many.name,
          spread(figure(many.textsPerSecond), 0),
          spread(many.cpuMicroseconds, 1),
          spread(loss, 1),
        ];
        return many === more.at(-1) ? [...row, '<= 10 %', verdict(loss.median <= 10)] : row;
      }),
    ]),
  );
  warnOfDisturbance(measured);
}

async function start(): Promise<void> {
  console.log("\n3. What loading the nodes adds to Node-RED's start\n");
  const folder = await scratchDir();
  const packages: LoadedPackage[] = [await ownPackage(folder)];
  try {
    packages.push(await otherPackage(folder));
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    console.log(`  node-red-node-twilio could not be fetched, so it is left out: ${why}\n`);
  }
  const [ours, ...rest] = await measureStart(folder, packages, STARTS);
  if (ours === undefined) return;
  const row = (cost: typeof ours): string[] => [
    cost.label,
    spread(cost.milliseconds, 1),
    spread(cost.cpuMs, 1),
    spread(cost.heapMegabytes, 2),
    spread(cost.rssMegabytes, 2),
  ];
  const met = ours.milliseconds.median <= 15 && Math.max(ours.heapMegabytes.median, ours.rssMegabytes.median) <= 4;
  console.log(
    table([
      ['', 'ms', 'CPU ms', 'MB held', 'MB resident', 'aim', ''],
      [...row(ours), '<= 15 ms, <= 4 MB', verdict(met)],
      ...rest.map(row),
    ]),
  );
}

async function main(): Promise<void> {
  const timer = setTimeout(() => {
    console.error('The bench took longer than 10 minutes and was stopped.');
    process.exitCode = 1;
    void cleanUp().finally(() => process.exit());
  }, MAX_RUN_MS);
  timer.unref();
  const root = path.resolve(__dirname, '..');
  const tsx = require.resolve('tsx/cli');
  if (spawnSync(process.execPath, [tsx, 'scripts/build.ts'], { cwd: root, stdio: 'inherit' }).status !== 0) {
    throw new Error('The build failed');
  }
  for (const line of machine()) console.log(line);
  console.log('Medians, and from the lowest to the highest round.');
  const wanted = process.argv.filter((argument) => /^([1-9]|1\d)$/.test(argument));
  const isWanted = (part: string): boolean => wanted.length === 0 || wanted.includes(part);
  const loader = startLoader();
  if (isWanted('1')) await others(loader);
  if (isWanted('2')) await manyNodes(loader);
  if (isWanted('3')) await start();
  if (isWanted('4')) {
    const server = await stormPart(loader, await scratchDir(), STORM.storms, STORM.messages);
    await stop(server.process);
  }
  if (isWanted('8')) await callPart(loader, scratchDir, CALLS);
  await stop(loader);
  if (isWanted('5') || isWanted('6')) {
    const sender = await startSender(await scratchDir());
    if (isWanted('5')) await sendPart(sender, SENDS.rounds, SENDS.count);
    if (isWanted('6')) await waitPart(sender, WAITING_CALLS);
    await stopSender(sender);
  }
  if (isWanted('9')) await streamPart(scratchDir, STREAMS);
  if (isWanted('10')) await conversationPart(scratchDir, CONVERSATIONS);
  if (isWanted('7')) await storePart(await scratchDir(), STORE.rounds, STORE.count);
}

async function cleanUp(): Promise<void> {
  await stopAll();
  await Promise.all(scratch.splice(0).map(removeDir));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.exitCode = 1;
    void cleanUp().finally(() => process.exit());
  });
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => {
    void cleanUp();
  });
