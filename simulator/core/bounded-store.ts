/** A list by SID that forgets its oldest when it is full. */
export interface BoundedStore<T extends { sid: string }> {
  get(sid: string): T | undefined;
  add(item: T): void;
  remove(sid: string): boolean;
  /** Oldest first. */
  all(): T[];
  readonly size: number;
}

/**
 * A bounded list by SID.
 * @param limit how many are kept, at least 1
 * @param forgotten told of each item that had to go
 */
export function createBoundedStore<T extends { sid: string }>(
  limit: number,
  forgotten?: (item: T) => void,
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
        forgotten?.(oldest.value);
      }
    },
    remove: (sid) => items.delete(sid),
    all: () => [...items.values()],
    get size() {
      return items.size;
    },
  };
}
