import { LRUCache } from 'lru-cache';
import { TwilioError } from '../errors/twilio-error';
import type { Json, Store, Stored } from './store';

/** The bounds of a memory store. */
export interface MemoryLimits {
  maxEntries: number;
  /** Of all keys and values as JSON. */
  maxBytes: number;
}

const DEFAULT_LIMITS: MemoryLimits = { maxEntries: 50_000, maxBytes: 64 * 1024 * 1024 };

interface Entry {
  /** As JSON text, so that it cannot be changed. */
  text: string;
  version: string;
  bytes: number;
}

const sizeOf = (key: string, text: string): number => Buffer.byteLength(key) + Buffer.byteLength(text);

/**
 * A store in memory, which is lost with the process. At its bounds it is full: it drops no entry before its lifetime is
 * over.
 */
export class MemoryStore implements Store {
  /** It is empty after a restart. */
  readonly isVolatile: boolean = true;
  private readonly entries: LRUCache<string, Entry>;
  private bytes = 0;
  private versions = 0;

  constructor(
    private readonly limits: MemoryLimits = DEFAULT_LIMITS,
    now: () => number = Date.now,
  ) {
    this.entries = new LRUCache({
      // The bounds are checked on writing. Counted as size and not as `max`, which would reserve memory for all at once.
      maxSize: limits.maxEntries,
      sizeCalculation: () => 1,
      ttl: 1,
      ttlResolution: 0,
      perf: { now },
      dispose: ({ bytes }) => {
        this.bytes -= bytes;
      },
    });
  }

  get(key: string): Promise<Stored | undefined> {
    const entry = this.entries.get(key);
    return Promise.resolve(entry && read(entry));
  }

  async put(key: string, value: Json, lifetimeMs: number): Promise<string> {
    return this.write(key, value, lifetimeMs);
  }

  delete(key: string): Promise<void> {
    this.entries.delete(key);
    return Promise.resolve();
  }

  async replace(
    key: string,
    version: string | undefined,
    value: Json | undefined,
    lifetimeMs: number,
  ): Promise<boolean> {
    if (this.entries.get(key)?.version !== version) return false;
    if (value === undefined) this.entries.delete(key);
    else this.write(key, value, lifetimeMs);
    return true;
  }

  async *list(prefix: string): AsyncIterable<[key: string, stored: Stored]> {
    const keys = [...this.entries.keys()].filter((key) => key.startsWith(prefix)).sort();
    for (const key of keys) {
      const stored = await this.get(key);
      if (stored !== undefined) yield [key, stored];
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private write(key: string, value: Json, lifetimeMs: number): string {
    const text = JSON.stringify(value);
    const bytes = sizeOf(key, text);
    if (!this.hasRoom(key, bytes)) this.entries.purgeStale();
    if (!this.hasRoom(key, bytes)) {
      throw new TwilioError('STORE_FULL', 'The store is full', {
        hint: 'Use shorter lifetimes, or smaller messages in waiting calls.',
      });
    }
    this.versions += 1;
    const version = String(this.versions);
    if (lifetimeMs <= 0) this.entries.delete(key);
    else {
      this.bytes += bytes;
      this.entries.set(key, { text, version, bytes }, { ttl: lifetimeMs });
    }
    return version;
  }

  private hasRoom(key: string, bytes: number): boolean {
    const earlier = this.entries.peek(key, { allowStale: true });
    const count = this.entries.size + (earlier === undefined ? 1 : 0);
    return count <= this.limits.maxEntries && this.bytes - (earlier?.bytes ?? 0) + bytes <= this.limits.maxBytes;
  }
}

const read = ({ text, version }: Entry): Stored => ({ value: JSON.parse(text) as Json, version });
