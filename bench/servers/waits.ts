/* Measures the memory for each call whose end is waited for, without a flow. argv: the number of calls. */
import { CallCompletion } from '../../lib/calls/call-completion';
import { memory } from './memory';

const count = Number(process.argv[2]);
const waits = new CallCompletion(() => Promise.resolve({}));
const held: Promise<unknown>[] = [];

/** A SID in its own piece of memory, as one that is read from an answer. */
const sid = (index: number): string => Buffer.from(`CA${index.toString(16).padStart(32, '0')}`).toString('latin1');

function wait(from: number, to: number): void {
  for (let index = from; index < to; index += 1) held.push(waits.wait(sid(index), 3_600_000));
}

// Compiles the code and allocates the maps before the measurement.
wait(0, 100);
const before = memory();
wait(100, 100 + count);
const after = memory();
process.send?.({ bytes: (after.heapBytes - before.heapBytes) / count, waiting: waits.size - 100 }, () =>
  process.exit(),
);
