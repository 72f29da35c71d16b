/*
 * A process that writes until it is killed. argv: the folder. It prints the number of each value that is written, and the
 * number of each value that was replaced, when the promise has resolved.
 */
import { DiskStore } from '../../../lib/store/disk-store';

const HOUR_MS = 3_600_000;

async function main(folder: string): Promise<void> {
  const report = (problem: Error): void => {
    throw problem;
  };
  const store = new DiskStore({ folder, report });
  for (let round = 0; ; round += 1) {
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const key = `call/${round}-${index}`;
        await store.put(key, { text: 'x'.repeat(200), round }, HOUR_MS);
        process.stdout.write(`put ${key}\n`);
        if (index % 2 === 0) return;
        const version = (await store.get(key))?.version;
        await store.replace(key, version, undefined, HOUR_MS);
        process.stdout.write(`deleted ${key}\n`);
      }),
    );
  }
}

// mocha loads every file of the tests.
if (require.main === module) void main(process.argv[2] ?? '');
