import { closeSync, openSync, writeSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Change } from './database';

const NAME = /^journal-(\d+)$/;

/** One change in a line: the length of the rest, the key as JSON, and the text, which has no line break. No text deletes the key. */
const LINE = /^(\d+) ("(?:[^"\\]|\\.)*") (.*)$/s;

function lineOf([key, text = '']: Change): string {
  const rest = `${JSON.stringify(key)} ${text}`;
  // At the start, so that a part of a line that a failed write has left does not spoil this one.
  return `\n${rest.length} ${rest}`;
}

/** @returns `undefined` when a part of the line is missing or wrong */
function changeOf(line: string): Change | undefined {
  const [, length = '', key = '', text = ''] = LINE.exec(line) ?? [];
  if (Number(length) !== line.length - length.length - 1 || key === '') return undefined;
  try {
    return [String(JSON.parse(key)), text === '' ? undefined : text];
  } catch {
    return undefined;
  }
}

/**
 * A file of changes, which are only added. They are written synchronously: this takes a tenth of the time of a write by
 * another thread, because nothing waits for the disk itself.
 */
export class Journal {
  private readonly file: string;
  private readonly fileDescriptor: number;

  /** @throws {Error} of the file system */
  constructor(
    folder: string,
    readonly number: number,
  ) {
    this.file = path.join(folder, `journal-${number}`);
    this.fileDescriptor = openSync(this.file, 'a', 0o600);
  }

  /**
   * Adds a change. It survives a crash of the process from now on.
   * @returns how many bytes were written
   * @throws {Error} of the file system, such as for a full disk
   */
  add(change: Change): number {
    const bytes = Buffer.from(lineOf(change));
    for (let written = 0; written < bytes.length;) written += writeSync(this.fileDescriptor, bytes, written);
    return bytes.length;
  }

  close(): void {
    closeSync(this.fileDescriptor);
  }

  /** Closes and deletes the file. A file that cannot be deleted does no harm: see {@link readJournals}. */
  async remove(): Promise<void> {
    this.close();
    await rm(this.file, { force: true }).catch(() => undefined);
  }
}

/** What is in the journals of a folder. */
export interface JournalContent {
  /** The newest text of each key. */
  changes: Map<string, string | undefined>;
  /** How many changes could not be read. A change at the end of a file that a crash has cut off is not counted. */
  damagedCount: number;
  /** The number of the newest journal, or `last`. */
  lastNumber: number;
  /** Deletes all journals. */
  remove(): Promise<void>;
}

/**
 * Reads the journals of a folder, in their order.
 * @param lastNumber the number of the last journal that is in the database already. It and earlier ones are not read.
 * @throws {Error} of the file system
 */
export async function readJournals(folder: string, lastNumber: number): Promise<JournalContent> {
  const numbers = (await readdir(folder))
    .flatMap((name) => NAME.exec(name)?.slice(1) ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  const nameOf = (number: number): string => path.join(folder, `journal-${number}`);
  const changes = new Map<string, string | undefined>();
  let damagedCount = 0;
  for (const number of numbers) {
    if (number <= lastNumber) continue;
    const lines = (await readFile(nameOf(number), 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      const change = changeOf(line);
      if (change !== undefined) changes.set(...change);
      else if (line !== '' && index < lines.length - 1) damagedCount += 1;
    }
  }
  return {
    changes,
    damagedCount,
    lastNumber: Math.max(lastNumber, ...numbers),
    async remove() {
      await Promise.all(numbers.map((number) => rm(nameOf(number), { force: true }).catch(() => undefined)));
    },
  };
}
