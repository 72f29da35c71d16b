import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type Database, type OpenDatabase } from '../../../lib/store/database';
import { DiskStore, type DiskStoreOptions } from '../../../lib/store/disk-store';
import type { TwilioError } from '../../../lib/errors/twilio-error';

export const HOUR_MS = 3_600_000;

/** Stores in a folder of their own, and what they report. */
export class StoreFolder {
  readonly problems: TwilioError[] = [];
  private readonly opened: DiskStore[] = [];
  private constructor(readonly folder: string) {}

  static async create(): Promise<StoreFolder> {
    return new StoreFolder(path.join(await mkdtemp(path.join(tmpdir(), 'node-red-twilio-store-')), 'account'));
  }

  get parent(): string {
    return path.dirname(this.folder);
  }

  /** A store in this folder. */
  open(options: Partial<DiskStoreOptions> = {}): DiskStore {
    const report = (problem: TwilioError): void => {
      this.problems.push(problem);
    };
    const store = new DiskStore({ folder: this.folder, report, ...options });
    this.opened.push(store);
    return store;
  }

  /** Asserts that one problem was reported, as an error with a hint. */
  assertOnlyProblem(message: RegExp, hint: RegExp): void {
    assert.equal(this.problems.length, 1, this.problems.map(String).join('\n'));
    const [problem] = this.problems;
    assert.equal(problem?.code, 'STORE_FAILED');
    assert.match(problem.message, message);
    assert.match(problem.cause.hint, hint);
  }

  async remove(): Promise<void> {
    for (const store of this.opened) await store.close();
    await rm(this.parent, { recursive: true, force: true });
  }
}

/** A real database whose operations fail while they are told to. */
export class FailingDisk {
  /** The error of every write; `undefined` when writes work. */
  writeError: Error | undefined;
  readError: Error | undefined;
  openError: Error | undefined;
  /** How often it was opened. */
  openings = 0;

  readonly open: OpenDatabase = async (folder) => {
    if (this.openError !== undefined) throw this.openError;
    const database = await openDatabase(folder);
    this.openings += 1;
    return {
      ...database,
      get: (key) => (this.readError ? Promise.reject(this.readError) : database.get(key)),
      write: (changes) => (this.writeError ? Promise.reject(this.writeError) : database.write(changes)),
    } satisfies Database;
  };
}

/** The error of a full disk, as LevelDB reports it. */
export const diskFull = (): Error =>
  Object.assign(new Error('IO error: 000003.log: No space left on device'), { code: 'LEVEL_IO_ERROR' });
