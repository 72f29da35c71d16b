import { isDamaged, moveAside, type Database, type OpenDatabase } from './database';
import { cannotOpen, cannotRead, cannotWrite, someDamaged, wasDamaged, type Report } from './disk-problems';

const WRITTEN = Promise.resolve();

/** How long nothing is written after a failed write, in milliseconds. */
const RETRY_AFTER_MS = 60_000;

/** What a disk is created from. */
export interface DiskOptions {
  folder: string;
  openDatabase: OpenDatabase;
  report: Report;
  /** The time, in milliseconds since 1970. */
  now: () => number;
  /** Whether a key still has a text. Asked about what is on disk after writes have failed. */
  isKnown(key: string): boolean;
}

/** A change that is not on disk yet. `undefined` deletes the key. */
interface Change {
  text: string | undefined;
}

/**
 * A text for each key, on disk. Nothing that is written is lost while this process runs: without a database, and when a write
 * fails, the text stays in memory. After a failed write, it is written again when the disk works again.
 */
export class Disk {
  /** What is being written, what waits for it, and what could not be written. */
  private readonly unwritten = new Map<string, Change>();
  private database: Promise<Database | undefined> = Promise.resolve(undefined);
  /** The database, while it is open and can be written. */
  private working: Database | undefined;
  /** `memory` before it is open, without a database, and after it was closed. */
  private state: 'memory' | 'working' | 'failed' = 'memory';
  private failedAt = 0;
  private wasReported = false;
  private writing: Promise<void> = Promise.resolve();
  private nextWriting: Promise<void> | undefined;

  constructor(private readonly options: DiskOptions) {}

  /**
   * Opens the database. When that fails, the reason is reported, and everything is in memory.
   * @param onRow is given everything that is in it
   */
  async open(onRow: (key: string, text: string) => void): Promise<void> {
    try {
      const [database, rows] = await this.openAndLoad().catch((error: unknown) => this.replaceDamaged(error));
      this.database = Promise.resolve(database);
      this.state = 'working';
      this.working = database;
      for (const [key, text] of rows) {
        // What could not be written before it was closed is newer.
        if (!this.unwritten.has(key)) onRow(key, text);
      }
    } catch (error) {
      this.options.report(cannotOpen(this.options.folder, error));
    }
  }

  /**
   * @returns `undefined` when there is no such key
   * @throws {TwilioError} `STORE_FAILED`
   */
  async read(key: string): Promise<string | undefined> {
    const change = this.unwritten.get(key);
    if (change !== undefined) return change.text;
    try {
      return await (await this.database)?.get(key);
    } catch (error) {
      throw cannotRead(this.options.folder, error);
    }
  }

  /** Writes a text; `undefined` deletes it. The promise is never rejected, because memory replaces the disk. */
  write(key: string, text: string | undefined): Promise<void> {
    if (this.unwritten.size === 0 && this.working?.writeNow?.([key, text]) === true) return WRITTEN;
    this.unwritten.set(key, { text });
    // The write in progress may have begun without this change. The next write has all changes that come until it
    // begins.
    this.nextWriting ??= this.writing.then(() => {
      this.nextWriting = undefined;
      this.writing = this.writeAll();
      return this.writing;
    });
    return this.nextWriting;
  }

  /** Writes everything that is left, and closes the database. */
  async close(): Promise<void> {
    await (this.nextWriting ?? this.writing);
    this.failedAt = -Infinity;
    await this.writeAll();
    const database = await this.database.catch(() => undefined);
    this.state = 'memory';
    this.working = undefined;
    this.database = Promise.resolve(undefined);
    await database?.close();
  }

  private async writeAll(): Promise<void> {
    const isPaused = this.state === 'failed' && this.options.now() - this.failedAt < RETRY_AFTER_MS;
    if (this.state === 'memory' || isPaused) {
      this.forgetDeleted();
      return;
    }
    try {
      if (this.state === 'failed') await this.reopen();
      const changes = [...this.unwritten];
      const database = await this.database;
      await database?.write(changes.map(([key, { text }]) => [key, text]));
      for (const [key, change] of changes) if (this.unwritten.get(key) === change) this.unwritten.delete(key);
      this.state = 'working';
      this.working = database;
    } catch (error) {
      this.state = 'failed';
      this.working = undefined;
      this.failedAt = this.options.now();
      this.forgetDeleted();
      if (!this.wasReported) this.options.report(cannotWrite(this.options.folder, error));
      this.wasReported = true;
    }
  }

  /** Deleted keys need no memory: {@link reopen} finds out which ones are still on disk. */
  private forgetDeleted(): void {
    for (const [key, { text }] of this.unwritten) if (text === undefined) this.unwritten.delete(key);
  }

  /** A failed write can leave a part of a record in LevelDB's log. Opening the database again removes it. */
  private async reopen(): Promise<void> {
    const previous = await this.database.catch(() => undefined);
    const opening = Promise.resolve(previous?.close())
      .then(() => this.openAndLoad())
      .catch((error: unknown) => this.replaceDamaged(error));
    // Reads now wait for it. When it fails, reads from the disk fail until a later try succeeds.
    this.database = opening.then(([database]) => database);
    this.database.catch(() => undefined);
    const [, rows] = await opening;
    for (const key of rows.keys()) {
      if (!this.options.isKnown(key)) this.unwritten.set(key, { text: undefined });
    }
  }

  private async openAndLoad(): Promise<[Database, Map<string, string>]> {
    const { folder, openDatabase, report } = this.options;
    const database = await openDatabase(folder);
    const { damagedCount = 0 } = database;
    if (damagedCount > 0) report(someDamaged(folder, damagedCount));
    const rows = new Map<string, string>();
    try {
      for await (const [key, text] of database.rows()) rows.set(key, text);
    } catch (error) {
      await database.close();
      throw error;
    }
    return [database, rows];
  }

  /** @throws the error, when the files are not damaged */
  private async replaceDamaged(error: unknown): Promise<[Database, Map<string, string>]> {
    if (!isDamaged(error)) throw error;
    const { folder, now, report } = this.options;
    const target = await moveAside(folder, now());
    report(wasDamaged(folder, target, error));
    return this.openAndLoad();
  }
}
