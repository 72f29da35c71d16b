import type { Clock } from '../session/ports';

/** How late a stream may be woken, in milliseconds, so that one timer can serve all that are due. */
export const SLOT_MS = 5;

interface Waiting {
  run: (() => void) | undefined;
}

/** What is due, by the number of the slot. There are few, because a stream never waits longer than `LEAD_MS`. */
const slots = new Map<number, Waiting[]>();
let timer: NodeJS.Timeout | undefined;
/** The slot that the timer is set for. */
let timedSlot = Infinity;

/** Sets the timer for the first slot in which something waits. */
function arm(): void {
  const first = Math.min(...slots.keys());
  if (first === timedSlot && timer !== undefined) return;
  clearTimeout(timer);
  timer = undefined;
  timedSlot = first;
  if (first === Infinity) return;
  timer = setTimeout(wake, Math.max(1, Math.ceil(first * SLOT_MS - performance.now()))).unref();
}

/** Runs everything that is due. */
function wake(): void {
  timer = undefined;
  timedSlot = Infinity;
  const now = performance.now();
  const due = [...slots.keys()].filter((slot) => slot * SLOT_MS <= now).sort((a, b) => a - b);
  for (const slot of due) {
    const list = slots.get(slot) ?? [];
    slots.delete(slot);
    for (const { run } of list) run?.();
  }
  arm();
}

/**
 * The clock of the pacers of all streams. Its times are those of `performance.now()`. `after` runs up to
 * {@link SLOT_MS} late: one timer runs everything that is due within the same few milliseconds. Streams that started at
 * different times keep their distance, so they do not all send at once.
 */
export const pacingClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const slot = Math.ceil((performance.now() + ms) / SLOT_MS);
    const waiting: Waiting = { run };
    const list = slots.get(slot);
    if (list === undefined) slots.set(slot, [waiting]);
    else list.push(waiting);
    if (slot < timedSlot) arm();
    return () => {
      waiting.run = undefined;
    };
  },
};
