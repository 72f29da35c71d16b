import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { WebSocket } from 'ws';
import { figure, spread, table } from './figures';
import { account } from './account';
import { ask, LOAD_CORE, startNode, stop } from './processes';
import type { Memory } from './servers/memory';
import { ECHO_NUMBER, PLAYED_MS, PLAYING_NUMBER, streamFlow, webSocketFlow } from './servers/stream-flows';
import type { Usage } from './servers/usage';
import type { StreamOrder, StreamResult } from './stream-load';
import { startNodeRed, startSmall, TSX, untilDeployed, type Server } from './throughput';

/** Frames of a stream in a second. */
const FRAMES_PER_SECOND = 50;

/** Twilio is never called. */
const ALONE = `process.env.HTTP_PROXY = 'http://127.0.0.1:9';\n`;

type Order = StreamOrder extends infer One ? (One extends unknown ? Omit<One, 'port'> : never) : never;

/** The server under test, with the process that loads it. */
interface Loaded {
  server: Server;
  loader: ChildProcess;
}

async function order({ loader, server }: Loaded, what: Order): Promise<StreamResult> {
  const answer = await ask<{ result: StreamResult } | { error: string }>(loader, { port: server.port, ...what });
  if ('error' in answer) throw new Error(`${server.name}: ${answer.error}`);
  return answer.result;
}

const percentile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** How many streams one core can carry, by the processor time of a frame that comes in and goes out again. */
async function streamsPerCore(loaded: Loaded, seconds: number): Promise<number> {
  const { process, name } = loaded.server;
  const before = await ask<Usage>(process, {});
  const { sent, received } = await order(loaded, { send: seconds });
  const after = await ask<Usage>(process, {});
  if (received !== sent) throw new Error(`${name} sent ${received} of ${sent} frames back`);
  return 1_000_000 / (((after.cpuMicroseconds - before.cpuMicroseconds) / sent) * FRAMES_PER_SECOND);
}

/** Waits until a server takes WebSockets. @throws when it ends */
async function untilOpen({ name, port, process }: Server): Promise<void> {
  while (process.exitCode === null) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${account.basePath}/stream`);
    const isOpen = await once(socket, 'open').then(
      () => true,
      () => false,
    );
    socket.terminate();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} did not start`);
}

/** Few garbage collections: a frame that arrives in one of them would look late. */
const LOAD_FLAGS = ['--max-semi-space-size=64'];

/**
 * Part 9: simultaneous streams with frames of 20 ms, all sent back, compared with a bare `ws` server and with Node-RED's own
 * WebSocket nodes, in turns. Then the time of the frames that a flow plays, and the memory of a stream.
 * @param folder makes an empty folder for Node-RED
 */
export async function streamPart(
  folder: () => Promise<string>,
  { rounds, streams, seconds }: { rounds: number; streams: number; seconds: number },
): Promise<void> {
  console.log(`\n9. ${streams} Media Streams at once, 20 ms a frame, all sent back\n`);
  const script = path.join(__dirname, 'stream-load.ts');
  const startLoad = (server: Server): Loaded => ({
    server,
    loader: startNode(LOAD_CORE, [...LOAD_FLAGS, ...TSX, script]),
  });
  const ours = startLoad(
    await startNodeRed('stream', streamFlow(), await folder(), 1, { node: 'bench-statuses', prelude: ALONE }),
  );
  const bare = startLoad(await startSmall('bare ws', 'ws-echo.ts'));
  const nodes = startLoad(
    await startNodeRed('websocket in + function + websocket out', webSocketFlow(), await folder()),
  );
  await Promise.all([untilDeployed(ours.server), untilOpen(nodes.server)]);

  const held = (await ask<Memory>(ours.server.process, { ask: 'memory' })).heapBytes;
  await order(ours, { open: streams, to: ECHO_NUMBER });
  await order(bare, { open: streams });
  await order(nodes, { open: streams });
  const all = [
    { loaded: ours, counts: [] as number[] },
    { loaded: bare, counts: [] as number[] },
    { loaded: nodes, counts: [] as number[] },
  ];
  // The first round is not counted, because the code is still being compiled.
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < all.length; turn += 1) {
      const { loaded, counts } = all[(turn + round) % all.length] ?? {};
      if (loaded === undefined) continue;
      const count = await streamsPerCore(loaded, seconds);
      if (round > 0) counts?.push(count);
    }
  }
  const bytes = ((await ask<Memory>(ours.server.process, { ask: 'memory' })).heapBytes - held) / streams;
  await order(ours, { close: true });
  await order(ours, { open: streams, to: PLAYING_NUMBER });
  const { lateness, steadyLateness } = await order(ours, { listen: PLAYED_MS + 1000 });
  await Promise.all([ours, bare, nodes].flatMap(({ server, loader }) => [stop(loader), stop(server.process)]));
  const own = all[0]?.counts ?? [];
  console.log(
    table([
      ['', 'streams a core', 'stream to this', 'aim'],
      ...all.map(({ loaded, counts }) => [
        loaded.server.name,
        spread(figure(counts), 0),
        loaded === ours
          ? ''
          : `${spread(figure(own.map((count, round) => count / (counts[round] ?? Number.NaN))), 2)}x`,
        loaded === bare ? '>= 0.95x' : '',
      ]),
    ]),
  );
  const jitter = (values: number[]): string =>
    `of ${values.length} frames: p50 ${percentile(values, 0.5).toFixed(2)} ms, p99 ${percentile(values, 0.99).toFixed(2)} ms`;
  console.log(`\n  Jitter of what the flow plays (aim: p99 <= 5 ms), ${jitter(lateness)}.`);
  console.log(`  After all streams were open, ${jitter(steadyLateness)}.`);
  console.log(`  Memory of a stream: ${bytes.toFixed(0)} bytes.`);
}
