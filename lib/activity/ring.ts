/** An entry and the memory that it takes, in bytes. */
interface Kept<Entry> {
  entry: Entry;
  bytes: number;
}

/** How many entries are dropped before their places are given back. */
const COMPACT_AFTER = 1024;

/**
 * Entries in the order in which they came, which is that of their ids. The oldest one is dropped first, in constant time: a
 * Map is not used as the queue, because its iterator goes through the places of all entries that were deleted.
 */
export class Ring<Entry extends { id: number }> {
  /** The estimated memory of all entries, in bytes. */
  bytes = 0;
  /** `undefined`: dropped. */
  private items: (Kept<Entry> | undefined)[] = [];
  /** The index of the oldest entry. */
  private head = 0;

  constructor(private readonly limits: { entries: number; bytes: number }) {}

  get size(): number {
    return this.items.length - this.head;
  }

  get(id: number): Entry | undefined {
    return this.find(id)?.entry;
  }

  /** The oldest first. */
  list(): Entry[] {
    return this.items.slice(this.head).flatMap((kept) => kept?.entry ?? []);
  }

  /** @param entry with a higher id than those before */
  push(entry: Entry, bytes: number): void {
    this.items.push({ entry, bytes });
    this.bytes += bytes;
    this.trim();
  }

  /** The size of an entry has changed by a number of bytes. @returns whether the entry is in the ring */
  grow(id: number, bytes: number): boolean {
    const kept = this.find(id);
    if (kept === undefined) return false;
    this.bytes += bytes;
    kept.bytes += bytes;
    this.trim();
    return true;
  }

  /** By binary search. The newest one is looked for most often. */
  private find(id: number): Kept<Entry> | undefined {
    const newest = this.items.at(-1);
    if (newest?.entry.id === id) return newest;
    let low = this.head;
    let high = this.items.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const kept = this.items[middle];
      if (kept?.entry.id === id) return kept;
      if (kept === undefined || kept.entry.id < id) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  private trim(): void {
    const { entries, bytes } = this.limits;
    while (this.size > entries || this.bytes > bytes) {
      const oldest = this.items[this.head];
      if (oldest === undefined) return;
      this.items[this.head] = undefined;
      this.head += 1;
      this.bytes -= oldest.bytes;
    }
    if (this.head >= COMPACT_AFTER) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
  }
}
