import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPackage, type PackedPackage } from '../../scripts/install';

/** The package as npm has packed it, installed in a user directory of Node-RED. */
export interface InstalledPackage {
  /** Tests may add packages to it, as users do, and change nothing else. */
  userDir: string;
  packed: PackedPackage;
}

let installed: Promise<InstalledPackage> | undefined;

async function install(): Promise<InstalledPackage> {
  const userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-pack-'));
  return { userDir, packed: await installPackage(userDir) };
}

/** Packs and installs the package once for the whole run. */
export function installedPackage(): Promise<InstalledPackage> {
  installed ??= install();
  return installed;
}

after(async () => {
  const userDir = (await installed?.catch(() => undefined))?.userDir;
  if (userDir !== undefined) await rm(userDir, { recursive: true, force: true });
});
