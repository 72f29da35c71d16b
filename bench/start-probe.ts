/*
 * Runs in a new process, as plain JavaScript: starts a Node-RED, loads one more package into it, and reports what that took.
 * argv: Node-RED's main file, its registry, a user directory, the package's name and folder.
 */
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What loading a package took. */
export interface LoadCost {
  milliseconds: number;
  /** Processor time, in milliseconds. It depends less on other work of the machine than `milliseconds`. */
  cpuMs: number;
  /** Growth of JavaScript's objects and buffers after a garbage collection, in bytes. */
  heapBytes: number;
  /** Growth of the resident memory, in bytes. */
  rssBytes: number;
}

interface NodeRed {
  init(server: unknown, settings: object): void;
  start(): Promise<void>;
}

interface Registry {
  addModule(name: string): Promise<{ nodes: Record<string, { err?: unknown }> }>;
}

function memory(): { heapBytes: number; rssBytes: number } {
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed + external, rssBytes: rss };
}

async function main([nodeRed = '', registry = '', userDir = '', name = '', folder = '']: string[]): Promise<void> {
  const load = createRequire(__filename);
  const red = load(nodeRed) as NodeRed;
  red.init(createServer(), {
    userDir,
    httpAdminRoot: '/',
    httpNodeRoot: '/',
    logging: { console: { level: 'off' } },
    telemetry: { enabled: false },
  });
  await red.start();
  const { addModule } = load(registry) as Registry;
  const target = path.join(userDir, 'node_modules', name);
  mkdirSync(path.dirname(target), { recursive: true });
  symlinkSync(folder, target);
  const before = memory();
  const used = process.cpuUsage();
  const started = performance.now();
  const added = await addModule(name);
  const milliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(used);
  const after = memory();
  const failed = Object.values(added.nodes).find((set) => set.err !== undefined);
  if (failed !== undefined) throw new Error(`${name} did not load: ${String(failed.err)}`);
  const cost: LoadCost = {
    milliseconds,
    cpuMs: (user + system) / 1000,
    heapBytes: after.heapBytes - before.heapBytes,
    rssBytes: after.rssBytes - before.rssBytes,
  };
  process.send?.(cost, () => process.exit());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
