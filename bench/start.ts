import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { figure, type Figure } from './figures';
import { SERVER_CORE, startNode, stop } from './processes';
import { addPackage } from './servers/node-red';
import type { LoadCost } from './start-probe';

const run = promisify(execFile);

/** A package that Node-RED can load. */
export interface LoadedPackage {
  label: string;
  name: string;
  folder: string;
}

/** What a package adds to Node-RED's start, compared with an empty package. */
export interface StartCost {
  label: string;
  milliseconds: Figure;
  /** Processor time, in milliseconds. */
  cpuMs: Figure;
  /** JavaScript's objects and buffers, in megabytes. */
  heapMegabytes: Figure;
  /** Resident memory, in megabytes. */
  rssMegabytes: Figure;
}

/** The older package that this one is compared with. */
const OTHER = 'node-red-node-twilio';
const OTHER_VERSION = '0.1.0';

/** npm may take this long to install it. */
const MAX_INSTALL_MS = 120_000;

/** This package, as it was built into `dist/`. */
export async function ownPackage(scratch: string): Promise<LoadedPackage> {
  const folder = path.join(scratch, 'own');
  await addPackage(folder);
  const name = '@ringflow/node-red-twilio';
  return { label: 'this package', name, folder: path.join(folder, 'node_modules', name) };
}

/**
 * Installs the other package and its dependencies with npm.
 * @throws when npm fails, for example without a network
 */
export async function otherPackage(scratch: string): Promise<LoadedPackage> {
  const folder = path.join(scratch, 'other');
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  await run('npm', ['install', ...options, `${OTHER}@${OTHER_VERSION}`], { cwd: folder, timeout: MAX_INSTALL_MS });
  return { label: `${OTHER} ${OTHER_VERSION}`, name: OTHER, folder: path.join(folder, 'node_modules', OTHER) };
}

/** A package with one empty node file. It shows what Node-RED itself needs to load any package. */
async function emptyPackage(scratch: string): Promise<LoadedPackage> {
  const folder = path.join(scratch, 'empty');
  await mkdir(folder);
  const manifest = { name: 'bench-empty', version: '1.0.0', 'node-red': { nodes: { empty: 'empty.js' } } };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'empty.js'), 'module.exports = () => {};\n');
  await writeFile(path.join(folder, 'empty.html'), '');
  return { label: 'empty', name: manifest.name, folder };
}

async function probe(script: string, scratch: string, { name, folder }: LoadedPackage): Promise<LoadCost> {
  const userDir = await mkdtemp(path.join(scratch, 'user-'));
  const registry = require.resolve('@node-red/registry');
  const child = startNode(SERVER_CORE, [
    '--expose-gc',
    script,
    require.resolve('node-red'),
    registry,
    userDir,
    name,
    folder,
  ]);
  const answered = once(child, 'message') as Promise<[LoadCost]>;
  const ended = once(child, 'exit').then(() => undefined);
  const message = await Promise.race([answered, ended]);
  await stop(child);
  if (message === undefined) throw new Error(`Node-RED ended while it loaded ${name}. Its output is above.`);
  return message[0];
}

const MB = 1024 * 1024;

/** Loads the packages in new processes, in turns. Subtracts what the empty package took in the same round. */
export async function measureStart(
  scratch: string,
  packages: readonly LoadedPackage[],
  rounds: number,
): Promise<StartCost[]> {
  const script = path.join(scratch, 'start-probe.js');
  await build({
    entryPoints: [path.join(__dirname, 'start-probe.ts')],
    outfile: script,
    format: 'cjs',
    platform: 'node',
    logLevel: 'warning',
  });
  const empty = await emptyPackage(scratch);
  const costs = packages.map(() => [] as LoadCost[]);
  for (let round = 0; round < rounds; round += 1) {
    const base = await probe(script, scratch, empty);
    for (const [index, one] of packages.entries()) {
      const { milliseconds, cpuMs, heapBytes, rssBytes } = await probe(script, scratch, one);
      costs[index]?.push({
        milliseconds: milliseconds - base.milliseconds,
        cpuMs: cpuMs - base.cpuMs,
        heapBytes: heapBytes - base.heapBytes,
        rssBytes: rssBytes - base.rssBytes,
      });
    }
  }
  return packages.map(({ label }, index) => ({
    label,
    milliseconds: figure((costs[index] ?? []).map((cost) => cost.milliseconds)),
    cpuMs: figure((costs[index] ?? []).map((cost) => cost.cpuMs)),
    heapMegabytes: figure((costs[index] ?? []).map((cost) => cost.heapBytes / MB)),
    rssMegabytes: figure((costs[index] ?? []).map((cost) => cost.rssBytes / MB)),
  }));
}
