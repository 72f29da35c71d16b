/**
 * `npm start`: a real Node-RED 5 on this machine, with the package installed as a user would have it and the examples
 * deployed on the simulator. Ctrl-C stops it.
 */
import path from 'node:path';
import { buildPackage } from './build-package';
import { installPackage } from './install';
import { editorUrl, phoneUrl, startNodeRed } from './node-red';
import { root } from './paths';
import { freePort } from './port';
import { runMain } from './run-main';
import { prepareUserDir } from './user-dir';

const userDir = path.join(root, '.scratch', 'node-red');

async function main(): Promise<void> {
  const port = await freePort();
  const accountId = await prepareUserDir(userDir);
  console.log('Building and installing the package …');
  await buildPackage();
  await installPackage(userDir);

  const nodeRed = startNodeRed(userDir, port);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      // Ctrl-C in a terminal also reaches Node-RED directly. A second signal does no harm.
      void nodeRed.stop(signal);
    });
  }
  if ((await nodeRed.ready()) && !stopping) {
    const addresses = `  Editor  ${editorUrl(port)}\n  Phone   ${phoneUrl(port, accountId)}`;
    console.log(
      `\n${addresses}\n\nOn the phone, text "When are you open?" to +14155550100, or call it. Ctrl-C stops it.\n`,
    );
  }
  const code = await nodeRed.ended;
  if (!stopping) process.exitCode = code;
}

runMain(main);
