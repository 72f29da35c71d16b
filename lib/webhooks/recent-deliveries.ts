/**
 * A map that forgets its oldest entries when it has more than a number of bytes. They are forgotten in halves: entries go
 * into the newer half, and when that is full, the older half is dropped as a whole and a new one begins. So an entry costs
 * no more than that of a `Map`, and at least half of the bytes are always remembered.
 *
 * https://github.com/isaacs/node-lru-cache, which the package uses elsewhere, took a tenth of the time of a webhook here:
 * see docs/decisions/013-repeated-deliveries.md.
 */
export class RecentDeliveries<Value> {
  private newer = new Map<string, Value>();
  private older = new Map<string, Value>();
  private newerBytes = 0;

  /** @param maxBytes the most bytes of all entries together, except that one entry is always kept */
  constructor(private readonly maxBytes: number) {}

  /** How many entries there are. */
  get size(): number {
    return this.newer.size + this.older.size;
  }

  get(key: string): Value | undefined {
    return this.newer.get(key) ?? this.older.get(key);
  }

  /** @param bytes the memory of the entry */
  set(key: string, value: Value, bytes: number): void {
    this.older.delete(key);
    if (!this.newer.has(key)) {
      if (this.newerBytes + bytes > this.maxBytes / 2) {
        this.older = this.newer;
        this.newer = new Map();
        this.newerBytes = 0;
      }
      this.newerBytes += bytes;
    }
    this.newer.set(key, value);
  }

  clear(): void {
    this.newer.clear();
    this.older.clear();
    this.newerBytes = 0;
  }
}
