/** Records by SID. A full store removes its oldest record. */
export interface BoundedStore<T extends { sid: string }> {
  get(sid: string): T | undefined;
  add(item: T): void;
  remove(sid: string): boolean;
  /** Oldest first. */
  all(): T[];
  readonly size: number;
}

/**
 * @param limit the maximum number of records, at least 1
 * @param onEvict called with each record that the limit removes
 */
export function createBoundedStore<T extends { sid: string }>(
  limit: number,
  onEvict?: (item: T) => void,
): BoundedStore<T> {
  const items = new Map<string, T>();
  return {
    get: (sid) => items.get(sid),
    add(item) {
      items.set(item.sid, item);
      while (items.size > limit) {
        const oldest = items.values().next();
        if (oldest.done) break;
        items.delete(oldest.value.sid);
        onEvict?.(oldest.value);
      }
    },
    remove: (sid) => items.delete(sid),
    all: () => [...items.values()],
    get size() {
      return items.size;
    },
  };
}
