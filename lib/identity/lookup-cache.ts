import { LRUCache } from 'lru-cache';

/** Results of requests that are kept for a while, because some of them cost money. */
export interface LookupCache {
  /**
   * Returns the kept result. Without one, waits for the same request if it is in progress, or starts it.
   * @param key equal for equal requests
   */
  answer<T extends object>(key: string, request: () => Promise<T>): Promise<T>;
}

const MAX_RESULTS = 1000;

/**
 * Creates a cache. Requests with the same key that run at the same time become one request. Every caller gets a copy.
 * @param lifetimeMs how long a result is kept, in milliseconds; 0 keeps none
 */
export function lookupCache(lifetimeMs: number, now: () => number = Date.now): LookupCache {
  const results = new LRUCache<string, object>({
    // Counted as size and not as `max`, which would reserve memory for all results at once.
    maxSize: MAX_RESULTS,
    sizeCalculation: () => 1,
    ttl: Number.isFinite(lifetimeMs) ? Math.max(0, Math.ceil(lifetimeMs)) : 0,
    ttlResolution: 0,
    perf: { now },
  });
  const pending = new Map<string, Promise<object>>();
  const resultOf = async (key: string, request: () => Promise<object>): Promise<object> => {
    const known = results.get(key);
    if (known !== undefined) return known;
    const running = pending.get(key) ?? request();
    pending.set(key, running);
    try {
      const result = await running;
      results.set(key, result);
      return result;
    } finally {
      pending.delete(key);
    }
  };
  return {
    async answer<T extends object>(key: string, request: () => Promise<T>): Promise<T> {
      if (lifetimeMs <= 0) return request();
      return structuredClone(await resultOf(key, request)) as T;
    },
  };
}
