/** An entry and the memory that it takes, in bytes. */
interface Kept<Entry> {
  entry: Entry;
  bytes: number;
}

/** How many entries are dropped before their places are given back. */
const COMPACT_AFTER = 1024;

/**
 * Entries in the order in which they came. The oldest one is dropped first, in constant time: a Map is not used as the queue,
 * because its iterator goes through the places of all entries that were deleted.
 */
export class Ring<Entry extends { id: number }> {
  /** The estimated memory of all entries, in bytes. */
  bytes = 0;
  private readonly byId = new Map<number, Kept<Entry>>();
  private items: Kept<Entry>[] = [];
  /** The index of the oldest entry. */
  private head = 0;

  constructor(private readonly limits: { entries: number; bytes: number }) {}

  get size(): number {
    return this.byId.size;
  }

  get(id: number): Entry | undefined {
    return this.byId.get(id)?.entry;
  }

  /** The oldest first. */
  list(): Entry[] {
    return this.items.slice(this.head).map(({ entry }) => entry);
  }

  push(entry: Entry, bytes: number): void {
    const kept = { entry, bytes };
    this.items.push(kept);
    this.byId.set(entry.id, kept);
    this.bytes += bytes;
    this.trim();
  }

  /** An entry takes so many bytes more, or less. @returns whether it is here */
  grow(id: number, bytes: number): boolean {
    const kept = this.byId.get(id);
    if (kept === undefined) return false;
    this.bytes += bytes;
    kept.bytes += bytes;
    this.trim();
    return true;
  }

  private trim(): void {
    const { entries, bytes } = this.limits;
    while (this.byId.size > entries || this.bytes > bytes) {
      const oldest = this.items[this.head];
      if (oldest === undefined) return;
      this.head += 1;
      this.byId.delete(oldest.entry.id);
      this.bytes -= oldest.bytes;
    }
    if (this.head >= COMPACT_AFTER) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
  }
}
