import type { Clock } from '../../simulator/core/clock';

/** A clock that tests advance. */
export interface FakeClock extends Clock {
  /** Advances the time and runs the timers that are due, in order. */
  advance(ms: number): void;
  /** The number of timers. */
  pending(): number;
}

export function fakeClock(start = Date.UTC(2026, 0, 2, 3, 4, 5)): FakeClock {
  let now = start;
  let count = 0;
  const timers = new Map<number, { at: number; run: () => void }>();
  return {
    now: () => now,
    setTimeout(run, ms) {
      count += 1;
      timers.set(count, { at: now + ms, run });
      return count;
    },
    clearTimeout(handle) {
      if (typeof handle === 'number') timers.delete(handle);
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= until).sort(([a, x], [b, y]) => x.at - y.at || a - b);
        const [first] = due;
        if (first === undefined) break;
        timers.delete(first[0]);
        now = Math.max(now, first[1].at);
        first[1].run();
      }
      now = until;
    },
    pending: () => timers.size,
  };
}
