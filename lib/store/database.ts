import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type * as levelModule from 'classic-level';
import { lazy } from '../lazy';

const level = lazy<typeof levelModule>(__filename, 'classic-level');

/** A text, without line breaks, to be written under a key. `undefined` deletes the key. */
export type Change = readonly [key: string, text: string | undefined];

/** A database on disk: texts under keys. */
export interface Database {
  /** How many texts could not be read when it was opened, and are lost. */
  readonly damagedCount?: number;
  /** @returns `undefined` when there is no such key */
  get(key: string): Promise<string | undefined>;
  /**
   * Makes changes. They survive a crash of the process.
   * @param options.isSynced whether they also survive a power failure: it waits for the disk
   */
  write(changes: readonly Change[], options?: { isSynced?: boolean }): Promise<void>;
  /**
   * Makes a change synchronously. It survives a crash of the process.
   * @returns whether it was made. If not, use `write`, which makes it or throws the reason
   */
  writeNow?(change: Change): boolean;
  /** All keys with their texts. */
  rows(): AsyncIterable<[key: string, text: string]>;
  close(): Promise<void>;
}

/** Opens the database in a folder, or creates it. */
export type OpenDatabase = (folder: string) => Promise<Database>;

const CACHE_BYTES = 1024 * 1024;

/** LevelDB writes its log into a table, and begins a new log, when the log is as large as this. */
const WRITE_BUFFER_BYTES = 1024 * 1024;

/**
 * Opens the LevelDB database in a folder, or creates it. Only the owner can read it. Only one process can open it.
 * @throws {Error} see {@link isLocked} and {@link isDamaged}; `MODULE_NOT_FOUND` and others when the library cannot be loaded
 * https://github.com/Level/classic-level#readme
 */
export async function openDatabase(folder: string): Promise<Database> {
  const { ClassicLevel } = level();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const db = new ClassicLevel<string, string>(folder, {
    cacheSize: CACHE_BYTES,
    writeBufferSize: WRITE_BUFFER_BYTES,
  });
  await db.open();
  // LevelDB creates files that all users can read. The folder protects later files. Errors are ignored, because LevelDB
  // may be deleting files now.
  await Promise.allSettled((await readdir(folder)).map((file) => chmod(path.join(folder, file), 0o600)));
  return {
    get: (key) => db.get(key),
    write: (changes, { isSynced = false } = {}) =>
      db.batch(
        changes.map(([key, value]) => (value === undefined ? { type: 'del', key } : { type: 'put', key, value })),
        { sync: isSynced },
      ),
    rows: () => db.iterator(),
    close: () => db.close(),
  };
}

/** The codes of an error and of its causes. */
function codesOf(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [];
  return [Reflect.get(error, 'code'), ...codesOf(error.cause)];
}

/** Whether a database could not be opened because another process has it open. */
export const isLocked = (error: unknown): boolean => codesOf(error).includes('LEVEL_LOCKED');

/** Errors of a disk or a system that do not mean that the files are damaged. The texts of Linux and macOS, and of Windows. */
const SYSTEM_ERROR =
  /no space left|disk quota|permission denied|read-only|too many open files|not enough space|access is denied/i;

/** Whether the files of a database are damaged or missing. LevelDB reports some of these cases as an error of the disk. */
export function isDamaged(error: unknown): boolean {
  const codes = codesOf(error);
  if (codes.includes('LEVEL_CORRUPTION')) return true;
  return codes.includes('LEVEL_IO_ERROR') && !SYSTEM_ERROR.test(reasonOf(error));
}

/** What an error of the database says, with its reason. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${reasonOf(error.cause)}` : error.message;
}

/**
 * Moves a damaged database aside.
 * @returns where to
 */
export async function moveAside(folder: string, now: number): Promise<string> {
  const target = `${folder}.broken-${new Date(now).toISOString().replaceAll(':', '-')}`;
  await rename(folder, target);
  return target;
}

/**
 * Deletes the database in a folder, and those that were moved aside. When another process has it open, nothing is deleted.
 * @throws {Error} of the file system
 */
export async function removeDatabase(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  const name = path.basename(folder);
  const files = await readdir(parent).catch((): string[] => []);
  if (files.includes(name)) {
    try {
      await (await openDatabase(folder)).close();
    } catch (error) {
      if (isLocked(error)) return;
    }
  }
  const own = files.filter((file) => file === name || file.startsWith(`${name}.broken-`));
  await Promise.all(own.map((file) => rm(path.join(parent, file), { recursive: true, force: true })));
}
