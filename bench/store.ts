import path from 'node:path';
import { DiskStore } from '../lib/store/disk-store';
import { MemoryStore } from '../lib/store/memory-store';
import type { Store } from '../lib/store/store';
import { figure, spread, table, type Figure } from './figures';

/** The number of operations at the same time, as when so many calls change at once. */
const CONCURRENCY = 32;

const LIFETIME_MS = 3_600_000;

/** The session of a call, with a message of about one kilobyte. */
const VALUE = { node: 'a1b2c3d4e5f60718', n: 3, msg: { payload: 'x'.repeat(1000), topic: '+14155550123' } };

const keyOf = (index: number): string => `call/CA${index.toString(16).padStart(32, '0')}`;

/** Runs `count` operations. @returns operations per second */
async function speed(count: number, run: (key: string) => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await run(keyOf(index));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return count / (Number(process.hrtime.bigint() - start) / 1e9);
}

interface Speeds {
  writes: number;
  reads: number;
}

/** @throws when a value is not there */
async function measure(store: Store, count: number): Promise<Speeds> {
  const writes = await speed(count, (key) => store.put(key, VALUE, LIFETIME_MS));
  const reads = await speed(count, async (key) => {
    if ((await store.get(key)) === undefined) throw new Error(`${key} is not in the store`);
  });
  return { writes, reads };
}

const MEASURES = ['writes', 'reads'] as const;

/**
 * Part 7: writes and reads per second of the store on disk and of the store in memory, in turns, in this process.
 * @param folder for the files
 */
export async function storePart(folder: string, rounds: number, count: number): Promise<void> {
  console.log(`\n7. Calls that are kept on disk and in memory, a kilobyte each, ${CONCURRENCY} at a time\n`);
  const report = (problem: Error): void => {
    throw problem;
  };
  const stores = {
    disk: new DiskStore({ folder: path.join(folder, 'store'), report }),
    memory: new MemoryStore(),
  };
  const measured: { disk: Speeds; memory: Speeds }[] = [];
  // The first round is not counted, because the code is still being compiled.
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % 2 === 0 ? 'disk' : 'memory';
    const second = first === 'disk' ? 'memory' : 'disk';
    const speeds = { [first]: await measure(stores[first], count), [second]: await measure(stores[second], count) };
    if (round > 0) measured.push(speeds as { disk: Speeds; memory: Speeds });
  }
  await Promise.all([stores.disk.close(), stores.memory.close()]);
  const over = (of: (speeds: { disk: Speeds; memory: Speeds }) => number): Figure => figure(measured.map(of));
  console.log(
    table([
      ['', 'disk, per second', 'memory, per second', 'disk to memory'],
      ...MEASURES.map((what) => [
        what,
        spread(
          over(({ disk }) => disk[what]),
          0,
        ),
        spread(
          over(({ memory }) => memory[what]),
          0,
        ),
        `${spread(
          over(({ disk, memory }) => disk[what] / memory[what]),
          3,
        )}x`,
      ]),
    ]),
  );
}
