import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A file of `dist/` that is built, but not yet written. */
export interface BuiltFile {
  /** Its path from `dist/`. */
  path: string;
  contents: string | Uint8Array;
}

/** Writes files into a folder. */
export async function writeFiles(dist: string, files: readonly BuiltFile[]): Promise<void> {
  const folders = new Set(files.map((file) => path.dirname(path.join(dist, file.path))));
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all(files.map((file) => writeFile(path.join(dist, file.path), file.contents)));
}
