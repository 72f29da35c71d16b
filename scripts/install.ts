import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { installed, root } from './paths';

const run = promisify(execFile);

/**
 * The Node.js that Node-RED 5 needs, 22.9 or newer: this one, or the one among the development dependencies.
 * @returns the path of its executable
 * @throws when there is none
 */
export function nodeForNodeRed(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 9)) return process.execPath;
  const own = installed('node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(own)) {
    throw new Error('Node-RED 5 needs Node.js 22.9 or newer: run "npm ci" again, or use a newer Node.js.');
  }
  return own;
}

/** Runs npm: the one that runs this script, else the one on the PATH. */
async function npm(args: string[], cwd: string): Promise<string> {
  const cli = process.env['npm_execpath'];
  const [command, first] = cli !== undefined && cli.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const { stdout } = await run(command, [...first, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** What `npm pack --json` reports. https://docs.npmjs.com/cli/commands/npm-pack */
export interface PackedPackage {
  /** The name of the tarball. */
  filename: string;
  /** The size of the tarball, in bytes. */
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

/**
 * Packs the package, which must be built, and installs it with npm into a Node-RED user directory, as a user does.
 * @returns what npm packed
 * @throws when npm fails
 */
export async function installPackage(userDir: string): Promise<PackedPackage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-'));
  try {
    const packed = JSON.parse(
      await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
    ) as unknown;
    const result = packedOf(packed);
    await mkdir(userDir, { recursive: true });
    const manifest = path.join(userDir, 'package.json');
    if (!existsSync(manifest)) {
      await writeFile(manifest, JSON.stringify({ name: 'node-red-project', version: '0.0.1', private: true }));
    }
    const options = [
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
      '--prefer-offline',
      '--omit=dev',
      '--no-package-lock',
    ];
    await npm(['install', ...options, path.join(folder, result.filename)], userDir);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** npm prints a list; from version 12 on it prints an object by package name. */
function packedOf(output: unknown): PackedPackage {
  const [first] = Array.isArray(output)
    ? (output as PackedPackage[])
    : Object.values(output as Record<string, PackedPackage>);
  if (first === undefined) throw new Error('npm pack did not create a package');
  return first;
}
