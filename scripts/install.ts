import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(__dirname, '..');

/** The Node.js that Node-RED 5 needs, 22.9 or newer: this one, or the one among the development dependencies. */
export function nodeForNodeRed(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 9)) return process.execPath;
  const own = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(own))
    throw new Error('Node-RED 5 needs Node.js 22.9 or newer: run "npm ci" again, or use a newer Node.js.');
  return own;
}

/** Runs a script of Node.js here, to its end. @throws when it fails, with what it printed */
export async function runScript(script: string, args: string[]): Promise<void> {
  await run(process.execPath, [script, ...args], { cwd: root });
}

/** Runs npm, the one that runs this script where there is one. */
async function npm(args: string[], cwd: string): Promise<string> {
  const cli = process.env['npm_execpath'];
  const [command, first] = cli !== undefined && cli.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const { stdout } = await run(command, [...first, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/**
 * Packs the package, which has to be built, and installs it into a Node-RED user directory with npm, as a user does.
 * @returns the names of the files that the package holds
 */
export async function installPackage(userDir: string): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-'));
  try {
    const packed = JSON.parse(
      await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
    ) as unknown;
    const { filename, files } = packedOf(packed);
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
    await npm(['install', ...options, path.join(folder, filename)], userDir);
    return files.map((file) => file.path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Packed {
  filename: string;
  files: { path: string }[];
}

/** npm prints a list, and from version 12 on an object by package name. */
function packedOf(output: unknown): Packed {
  const [first] = Array.isArray(output) ? (output as Packed[]) : Object.values(output as Record<string, Packed>);
  if (first === undefined) throw new Error('npm pack made no package');
  return first;
}
