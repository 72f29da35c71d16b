/** The time and its timers. Tests pass a fake one. Times are in milliseconds. */
export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** The real time. Its timers do not keep the process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  setTimeout(run, ms) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return timer[Symbol.toPrimitive]();
  },
  clearTimeout(handle) {
    if (typeof handle === 'number') clearTimeout(handle);
  },
};

/** Timers that `clear` cancels together. */
export interface Timers {
  now(): number;
  /** Runs after `ms`. The returned function cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Resolves after `ms`, or immediately when the timers are cleared. */
  wait(ms: number): Promise<void>;
  clear(): void;
}

// Node's setTimeout fires immediately when the delay does not fit in 31 bits. A scheduled message may wait 35 days.
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Nothing runs after `clear`. */
export function createTimers(clock: Clock): Timers {
  const pending = new Map<object, () => void>();
  let cleared = false;

  function after(ms: number, run: () => void, ended?: () => void): () => void {
    const key = {};
    if (cleared) {
      ended?.();
      return () => undefined;
    }
    const step = (left: number): void => {
      const now = Math.min(left, MAX_TIMER_MS);
      const handle = clock.setTimeout(() => {
        if (left > now) {
          step(left - now);
          return;
        }
        pending.delete(key);
        run();
      }, now);
      pending.set(key, () => {
        clock.clearTimeout(handle);
        ended?.();
      });
    };
    step(Math.max(0, ms));
    return () => {
      pending.get(key)?.();
      pending.delete(key);
    };
  }

  return {
    now: () => clock.now(),
    after: (ms, run) => after(ms, run),
    wait: (ms) =>
      new Promise<void>((resolve) => {
        after(ms, resolve, resolve);
      }),
    clear() {
      cleared = true;
      for (const end of pending.values()) end();
      pending.clear();
    },
  };
}
