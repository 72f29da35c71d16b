import { openDatabase, type Change, type Database, type OpenDatabase } from './database';
import { Journal, readJournals } from './journal';

/** How long a change is only in the journal, in milliseconds, when there are few. */
const FLUSH_AFTER_MS = 1000;

/** A journal of this size is written to the database at once. Smaller ones would be written many times a second under load. */
const FLUSH_BYTES = 4 * 1024 * 1024;

/** How much the journal may grow while the disk is busy. Then writes wait for the disk. */
const MAX_JOURNAL_BYTES = 16 * 1024 * 1024;

/** In the database: the number of the last journal that is in it. No key of a store begins with this character. */
const LAST_JOURNAL = '\u0000journal';

/**
 * Opens the database in a folder, with a journal before it. A change is in the journal when `write` resolves, which survives
 * a crash of the process. Within a second it is in the database, and the disk has it, which survives a power failure.
 * @throws {Error} as `openLevel`, and of the file system
 */
export async function openJournaled(folder: string, openLevel: OpenDatabase = openDatabase): Promise<Database> {
  const level = await openLevel(folder);
  try {
    const last = Number((await level.get(LAST_JOURNAL)) ?? 0);
    const content = await readJournals(folder, last);
    if (content.changes.size > 0) {
      await level.write([...content.changes, [LAST_JOURNAL, String(content.lastNumber)]], { isSynced: true });
    }
    await content.remove();
    return new JournaledDatabase(folder, level, content.lastNumber + 1, content.damagedCount);
  } catch (error) {
    await level.close();
    throw error;
  }
}

class JournaledDatabase implements Database {
  /** What is in the journal, and not in the database. */
  private pending = new Map<string, string | undefined>();
  /** What is being written to the database. */
  private flushed = new Map<string, string | undefined>();
  private journal: Journal | undefined;
  private bytes = 0;
  private flushing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Why the database could not be written. Then it must be opened again. */
  private failure: Error | undefined;

  constructor(
    private readonly folder: string,
    private readonly level: Database,
    private nextNumber: number,
    readonly damagedCount: number,
  ) {}

  get(key: string): Promise<string | undefined> {
    for (const changes of [this.pending, this.flushed]) if (changes.has(key)) return Promise.resolve(changes.get(key));
    return this.level.get(key);
  }

  async write(changes: readonly Change[]): Promise<void> {
    if (this.bytes >= MAX_JOURNAL_BYTES) await this.flushing;
    if (this.failure !== undefined) throw this.failure;
    for (const change of changes) this.add(change);
  }

  writeNow(change: Change): boolean {
    if (this.bytes >= MAX_JOURNAL_BYTES || this.failure !== undefined) return false;
    try {
      this.add(change);
      return true;
    } catch {
      // The disk is full, for example. The next write says so.
      return false;
    }
  }

  private add(change: Change): void {
    this.journal ??= new Journal(this.folder, this.nextNumber++);
    this.bytes += this.journal.add(change);
    this.pending.set(...change);
    if (this.bytes >= FLUSH_BYTES) void this.flush();
    else this.flushSoon();
  }

  /** What was in the database when it was opened, and what was written to it since. */
  async *rows(): AsyncGenerator<[key: string, text: string]> {
    await this.flush();
    for await (const row of this.level.rows()) if (row[0] !== LAST_JOURNAL) yield row;
  }

  /** Writes everything to the database. When that fails, the journal is read when it is opened again. */
  async close(): Promise<void> {
    await this.flush();
    // Changes that came during the first flush.
    await this.flush();
    clearTimeout(this.timer);
    this.journal?.close();
    await this.level.close();
  }

  /** Writes what is in the journal to the database. One at a time. Never rejected. */
  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushing ??= this.flushNow().finally(() => {
      this.flushing = undefined;
      if (this.pending.size > 0) this.flushSoon();
    });
    return this.flushing;
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
  }

  private async flushNow(): Promise<void> {
    const { journal, pending } = this;
    if (journal === undefined || this.failure !== undefined) return;
    this.flushed = pending;
    this.pending = new Map();
    this.journal = undefined;
    this.bytes = 0;
    try {
      await this.level.write([...pending, [LAST_JOURNAL, String(journal.number)]], { isSynced: true });
      await journal.remove();
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.pending = new Map([...pending, ...this.pending]);
      journal.close();
    }
    this.flushed = new Map();
  }
}
