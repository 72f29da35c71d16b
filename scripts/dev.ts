/**
 * `npm run dev`: a real Node-RED 5 with the examples on the simulator. After each save it builds what has changed, and restarts
 * Node-RED if that is needed. Ctrl-C stops it. `npm run dev -- --user-dir <folder>` chooses Node-RED's user directory.
 */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DevSession } from './dev-session';
import { editorUrl, phoneUrl } from './node-red';
import { root } from './paths';
import { freePort } from './port';
import { linkPackage, prepareUserDir } from './user-dir';

const WATCHED = ['lib', 'nodes', 'simulator', 'editor', 'phone', 'sidebar', 'locales', 'icons', 'package.json'];

/** One save can write several files. They need only one restart. */
const SETTLE_MS = 50;

function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}

function fail(error: unknown): void {
  report(error);
  process.exitCode = 1;
}

/** Returns a function that starts `work`. Calls while it runs lead to one more run. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    while (again) {
      await delay(SETTLE_MS);
      again = false;
      await work();
    }
    running = false;
  };
  return () => {
    again = true;
    if (!running) run().catch(fail);
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'user-dir': { type: 'string' } } });
  const userDir = path.resolve(values['user-dir'] ?? path.join(root, '.scratch', 'dev'));
  const port = await freePort();
  const accountId = await prepareUserDir(userDir);
  await linkPackage(userDir);
  const { watch } = await import('chokidar');

  const session = new DevSession(userDir, port);
  const changes: { file: string; at: number }[] = [];
  const update = oneAtATime(async () => {
    const batch = changes.splice(0);
    const done = await session.update(batch.map(({ file }) => file)).catch(report);
    if (session.isStopped) return;
    const [first] = batch;
    if (done === undefined) {
      console.error('This change does not run. Save a source file to try again.');
    } else if (first === undefined) {
      console.log(`\n  Editor  ${editorUrl(port)}\n  Phone   ${phoneUrl(port, accountId)}\n`);
      console.log('Save a source file to restart Node-RED. Ctrl-C stops it.\n');
    } else {
      const seconds = ((performance.now() - first.at) / 1000).toFixed(1);
      console.log(`${done} in ${seconds} s: ${first.file} has changed. Reload the page in the browser.`);
    }
  });
  const watcher = watch(
    WATCHED.map((name) => path.join(root, name)),
    { ignoreInitial: true },
  );
  watcher.on('all', (_event, file) => {
    changes.push({ file: path.relative(root, file).replaceAll(path.sep, '/'), at: performance.now() });
    update();
  });
  const stop = async () => {
    if (session.isStopped) return;
    await Promise.all([watcher.close(), session.stop()]);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop().catch(fail);
    });
  }
  update();
}

main().catch(fail);
