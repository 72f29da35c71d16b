import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { figure, spread, table } from './figures';
import { ask, LOAD_CORE, startNode, stop } from './processes';
import type { Memory } from './servers/memory';
import { ECHO_NUMBER, PLAYED_MS, PLAYING_NUMBER, streamFlow } from './servers/stream-flows';
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
  return 1_000_000 / (((after.cpu - before.cpu) / sent) * FRAMES_PER_SECOND);
}

/**
 * Part 9: simultaneous streams with frames of 20 ms, all sent back, compared with a bare `ws` server, in turns. Then the time of the
 * frames that a flow plays, and the memory of a stream.
 * @param folder makes an empty folder for Node-RED
 */
export async function streamPart(
  folder: () => Promise<string>,
  { rounds, streams, seconds }: { rounds: number; streams: number; seconds: number },
): Promise<void> {
  console.log(`\n9. ${streams} Media Streams at once, 20 ms a frame, all sent back\n`);
  const script = path.join(__dirname, 'stream-load.ts');
  const startLoad = (server: Server): Loaded => ({ server, loader: startNode(LOAD_CORE, [...TSX, script]) });
  const ours = startLoad(
    await startNodeRed('stream', streamFlow(), await folder(), 1, { node: 'bench-statuses', prelude: ALONE }),
  );
  const bare = startLoad(await startSmall('bare ws', 'ws-echo.ts'));
  await untilDeployed(ours.server);

  const held = (await ask<Memory>(ours.server.process, { ask: 'memory' })).heap;
  await order(ours, { open: streams, to: ECHO_NUMBER });
  await order(bare, { open: streams });
  const results: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
  // The first round is not counted, because the code is still being compiled.
  for (let round = 0; round <= rounds; round += 1) {
    const both = [['ours', ours] as const, ['bare', bare] as const];
    for (const [name, loaded] of round % 2 === 0 ? both : both.reverse()) {
      const count = await streamsPerCore(loaded, seconds);
      if (round > 0) results[name].push(count);
    }
  }
  const bytes = ((await ask<Memory>(ours.server.process, { ask: 'memory' })).heap - held) / streams;
  await order(ours, { close: true });
  await order(ours, { open: streams, to: PLAYING_NUMBER });
  const { lateness } = await order(ours, { listen: PLAYED_MS + 1000 });
  await Promise.all([ours, bare].flatMap(({ server, loader }) => [stop(loader), stop(server.process)]));
  const ratios = results.ours.map((count, round) => count / (results.bare[round] ?? Number.NaN));
  console.log(
    table([
      ['', 'streams a core', 'to bare ws', 'aim'],
      ['stream', spread(figure(results.ours), 0), `${spread(figure(ratios), 2)}x`, '>= 0.95x'],
      ['bare ws', spread(figure(results.bare), 0)],
    ]),
  );
  console.log(
    `\n  Jitter of ${lateness.length} frames that the flow plays: p50 ${percentile(lateness, 0.5).toFixed(2)} ms, p99 ${percentile(lateness, 0.99).toFixed(2)} ms (aim: <= 5 ms).`,
  );
  console.log(`  Memory of a stream: ${bytes.toFixed(0)} bytes.`);
}
