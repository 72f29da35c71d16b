/** The memory of a process after a garbage collection, in bytes. */
export interface Memory {
  /** Objects and buffers of JavaScript. */
  heapBytes: number;
  /** Resident memory, as the system counts it. */
  rssBytes: number;
}

/** Collects garbage and measures the memory. The process needs `--expose-gc`. */
export function memory(): Memory {
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed + external, rssBytes: rss };
}
