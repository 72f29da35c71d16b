/*
 * Calls that are waited for, by themselves: what the memory of a process grows by for each. argv: how many.
 */
import { CallCompletion } from '../../lib/calls/call-completion';
import { memory } from './memory';

const count = Number(process.argv[2]);
const waits = new CallCompletion(() => Promise.resolve({}));
const held: Promise<unknown>[] = [];

/** A SID that is a text of its own, as one that came in an answer is. */
const sid = (index: number): string => Buffer.from(`CA${index.toString(16).padStart(32, '0')}`).toString('latin1');

function wait(from: number, to: number): void {
  for (let index = from; index < to; index += 1) held.push(waits.wait(sid(index), 3_600_000));
}

// The first ones make the code and the places for the others.
wait(0, 100);
const before = memory();
wait(100, 100 + count);
const after = memory();
process.send?.({ bytes: (after.heap - before.heap) / count, waiting: waits.size - 100 }, () => process.exit());
