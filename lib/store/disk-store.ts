import { randomBytes } from 'node:crypto';
import { DEFAULT_BOUNDS, storeFull, type StoreBounds } from './bounds';
import { removeDatabase, type OpenDatabase } from './database';
import { Disk } from './disk';
import { someDamaged, type Report } from './disk-problems';
import { Entries } from './entries';
import { openJournaled } from './journaled-database';
import { encodeRecord, entryOf, valueOf } from './record';
import type { Json, Store, Stored } from './store';

/** What a store on disk is created from. */
export interface DiskStoreOptions {
  /** The store's own folder. It is created with the first operation. */
  folder: string;
  /** Is called with the reason when something is only in memory, or was lost. For the log. */
  report: Report;
  /** The folder is not used before this has ended. */
  after?: Promise<unknown> | undefined;
  bounds?: StoreBounds;
  /** The time, in milliseconds since 1970. */
  now?: () => number;
  openDatabase?: OpenDatabase;
}

/** How often entries whose lifetime is over are looked for, in milliseconds. */
const CLEANING_INTERVAL_MS = 60_000;

/**
 * A {@link Store} on disk. The keys are also in memory, so that a decision about a key is synchronous and no other
 * decision comes in between. The library and the files are opened with the first operation.
 */
export class DiskStore implements Store {
  private readonly bounds: StoreBounds;
  private readonly now: () => number;
  private readonly entries: Entries;
  private readonly disk: Disk;
  private opening: Promise<void> | undefined;
  private isOpen = false;
  private closing: Promise<void> | undefined;
  private removing: Promise<void> | undefined;
  private cleanedAt = 0;
  /** Makes the versions of this process different from those of all earlier processes. */
  private readonly versionPrefix = randomBytes(6).toString('base64url');
  private versionCount = 0;

  constructor(private readonly options: DiskStoreOptions) {
    this.bounds = options.bounds ?? DEFAULT_BOUNDS;
    this.now = options.now ?? Date.now;
    this.entries = new Entries(this.bounds, this.now);
    this.disk = new Disk({
      folder: options.folder,
      openDatabase: options.openDatabase ?? openJournaled,
      report: options.report,
      now: this.now,
      isKnown: (key) => this.entries.get(key) !== undefined,
    });
  }

  async get(key: string): Promise<Stored | undefined> {
    await this.open();
    for (;;) {
      const entry = this.entries.get(key);
      if (entry === undefined) return undefined;
      const text = await this.disk.read(key);
      // While it was read, it may have been replaced.
      if (this.entries.get(key) === entry) return this.parse(key, entry.version, text);
    }
  }

  async put(key: string, value: Json, lifetimeMs: number): Promise<string> {
    if (!this.isOpen) await this.open();
    return this.set(key, value, lifetimeMs);
  }

  async delete(key: string): Promise<void> {
    await this.open();
    await this.erase([key]);
  }

  async replace(key: string, version: string | undefined, value: Json | undefined, lifetimeMs: number) {
    if (!this.isOpen) await this.open();
    if (this.entries.get(key)?.version !== version) return false;
    // The entry is changed before anything else can run.
    await (value === undefined ? this.erase([key]) : this.set(key, value, lifetimeMs));
    return true;
  }

  async *list(prefix: string): AsyncGenerator<[key: string, stored: Stored]> {
    await this.open();
    for (const key of this.entries.keys(prefix)) {
      const stored = await this.get(key);
      if (stored !== undefined) yield [key, stored];
    }
  }

  /** Finishes all writes and closes the files. A later operation opens them again. */
  async close(): Promise<void> {
    const { opening } = this;
    this.opening = undefined;
    this.isOpen = false;
    if (opening !== undefined) this.closing = opening.then(() => this.disk.close());
    await this.closing;
  }

  /**
   * Closes the files and deletes them. Later operations are in memory.
   * @throws {Error} of the file system
   */
  remove(): Promise<void> {
    this.removing ??= this.close().then(() => removeDatabase(this.options.folder));
    return this.removing;
  }

  private open(): Promise<void> {
    if (this.opening === undefined) {
      const opening = this.load().then(() => {
        // It may have been closed meanwhile.
        this.isOpen = this.opening === opening;
      });
      this.opening = opening;
    }
    return this.opening;
  }

  private async load(): Promise<void> {
    await this.options.after;
    // An error is reported to the caller of close().
    await this.closing?.catch(() => undefined);
    if (this.removing !== undefined) {
      for (const key of this.entries.keys('')) this.entries.delete(key);
      return;
    }
    const damaged: string[] = [];
    await this.disk.open((key, text) => {
      const entry = entryOf(key, text);
      if (entry === undefined) damaged.push(key);
      else this.entries.set(key, entry);
    });
    if (damaged.length > 0) this.options.report(someDamaged(this.options.folder, damaged.length));
    void this.erase(damaged);
    this.clean();
  }

  /** @returns the version, when it is written */
  private async set(key: string, value: Json, lifetimeMs: number): Promise<string> {
    if (this.now() - this.cleanedAt >= CLEANING_INTERVAL_MS) this.clean();
    this.versionCount += 1;
    const version = this.versionPrefix + this.versionCount.toString(36);
    const [entry, text] = encodeRecord(key, value, version, Math.ceil(this.now() + lifetimeMs));
    if (!this.entries.hasRoom(key, entry)) this.clean();
    if (!this.entries.hasRoom(key, entry)) throw storeFull(this.bounds);
    this.entries.set(key, entry);
    await this.disk.write(key, text);
    return version;
  }

  private async erase(keys: readonly string[]): Promise<void> {
    await Promise.all(
      keys.map((key) => {
        this.entries.delete(key);
        return this.disk.write(key, undefined);
      }),
    );
  }

  /** Removes the entries whose lifetime is over. */
  private clean(): void {
    this.cleanedAt = this.now();
    void this.erase(this.entries.removeExpired());
  }

  /** The value of a text. When the file is damaged, the key is removed and there is no value. */
  private parse(key: string, version: string, text: string | undefined): Stored | undefined {
    try {
      if (text !== undefined) return { value: valueOf(text), version };
    } catch {
      // Not JSON: see below.
    }
    this.options.report(someDamaged(this.options.folder, 1));
    void this.erase([key]);
    return undefined;
  }
}
