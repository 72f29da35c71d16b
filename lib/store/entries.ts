import type { StoreBounds } from './bounds';
import { sharedText } from './shared-text';

/** What is known of a stored value without reading it. */
export interface Entry {
  version: string;
  /** The last moment of its lifetime, in milliseconds since 1970. */
  expiresAt: number;
  /** The size of its key and its value. */
  bytes: number;
}

/** The list of what a store holds, with its bounds and lifetimes. The values are elsewhere. */
export class Entries {
  private readonly byKey = new Map<string, Entry>();
  private bytes = 0;

  constructor(
    private readonly bounds: StoreBounds,
    private readonly now: () => number,
  ) {}

  /** The entry of a key; `undefined` when there is none, or its lifetime is over. */
  get(key: string): Entry | undefined {
    const entry = this.byKey.get(key);
    return entry === undefined || this.isOver(entry) ? undefined : entry;
  }

  /** Whether an entry can be set within the bounds. */
  hasRoom(key: string, { bytes }: Entry): boolean {
    const previous = this.byKey.get(key);
    const count = this.byKey.size + (previous === undefined ? 1 : 0);
    return count <= this.bounds.maxEntries && this.bytes - (previous?.bytes ?? 0) + bytes <= this.bounds.maxBytes;
  }

  set(key: string, entry: Entry): void {
    const previous = this.byKey.get(key);
    this.byKey.set(previous === undefined ? sharedText(key) : key, entry);
    this.bytes += entry.bytes - (previous?.bytes ?? 0);
  }

  /** @returns whether there was an entry, even one whose lifetime is over */
  delete(key: string): boolean {
    const entry = this.byKey.get(key);
    if (entry === undefined) return false;
    this.bytes -= entry.bytes;
    return this.byKey.delete(key);
  }

  /** Removes the entries whose lifetime is over. @returns their keys */
  removeExpired(): string[] {
    const keys = [...this.byKey].filter(([, entry]) => this.isOver(entry)).map(([key]) => key);
    for (const key of keys) this.delete(key);
    return keys;
  }

  /** The keys that start with a prefix, in their order. */
  keys(prefix: string): string[] {
    return [...this.byKey]
      .filter(([key, entry]) => key.startsWith(prefix) && !this.isOver(entry))
      .map(([key]) => key)
      .sort();
  }

  private isOver({ expiresAt }: Entry): boolean {
    return expiresAt < this.now();
  }
}
