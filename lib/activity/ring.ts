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
  private items: (Entry | undefined)[] = [];
  /** The memory of each entry, in bytes. A list of its own, so that an entry needs no second object. */
  private sizes: number[] = [];
  /** The index of the oldest entry. */
  private head = 0;

  constructor(private readonly limits: { maxEntries: number; maxBytes: number }) {}

  get size(): number {
    return this.items.length - this.head;
  }

  get(id: number): Entry | undefined {
    return this.items[this.find(id)];
  }

  /** The oldest first. */
  list(): Entry[] {
    return this.items.slice(this.head).flatMap((entry) => entry ?? []);
  }

  /** @param entry with a higher id than those before */
  push(entry: Entry, bytes: number): void {
    this.items.push(entry);
    this.sizes.push(bytes);
    this.bytes += bytes;
    this.trim();
  }

  /** The size of an entry has changed by a number of bytes. @returns whether the entry is in the ring */
  grow(id: number, bytes: number): boolean {
    const index = this.find(id);
    const size = this.sizes[index];
    if (size === undefined) return false;
    this.bytes += bytes;
    this.sizes[index] = size + bytes;
    this.trim();
    return true;
  }

  /** The index of an entry, by binary search; -1 when it is not here. The newest one is looked for most often. */
  private find(id: number): number {
    const newest = this.items.length - 1;
    if (this.items[newest]?.id === id) return newest;
    let low = this.head;
    let high = newest;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const entry = this.items[middle];
      if (entry?.id === id) return middle;
      if (entry === undefined || entry.id < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  private trim(): void {
    const { maxEntries, maxBytes } = this.limits;
    while (this.size > maxEntries || this.bytes > maxBytes) {
      if (this.head === this.items.length) return;
      this.items[this.head] = undefined;
      this.bytes -= this.sizes[this.head] ?? 0;
      this.head += 1;
    }
    if (this.head >= COMPACT_AFTER) {
      this.items = this.items.slice(this.head);
      this.sizes = this.sizes.slice(this.head);
      this.head = 0;
    }
  }
}
