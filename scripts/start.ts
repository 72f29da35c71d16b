/**
 * `npm start`: a real Node-RED 5 on this machine, with the package installed as a user would have it and the examples
 * deployed on the simulator. Ctrl-C ends it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { installPackage, nodeForNodeRed, runScript } from './install';

const root = path.resolve(__dirname, '..');
const userDir = path.join(root, '.scratch', 'node-red');
const HOST = '127.0.0.1';
const FIRST_PORT = 1880;
const PORTS_TO_TRY = 20;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, HOST, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

async function freePort(): Promise<number> {
  const wanted = Number(process.env['PORT'] ?? FIRST_PORT);
  for (let port = wanted; port < wanted + PORTS_TO_TRY; port += 1) {
    if (await isFree(port)) {
      if (port !== wanted) console.log(`Port ${wanted} is taken, so this uses ${port}. Set PORT to choose another.`);
      return port;
    }
  }
  throw new Error(`No port from ${wanted} to ${wanted + PORTS_TO_TRY - 1} is free. Set PORT to one that is.`);
}

interface FlowNode {
  id: string;
  type: string;
}

/** The examples as one set of flows; the account node that they share is there once. */
async function exampleFlows(): Promise<FlowNode[]> {
  const folder = path.join(root, 'examples');
  const nodes = new Map<string, FlowNode>();
  for (const file of (await readdir(folder)).sort()) {
    const flow = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as FlowNode[];
    for (const node of flow) nodes.set(node.id, node);
  }
  return [...nodes.values()];
}

async function prepareUserDir(): Promise<string> {
  await mkdir(userDir, { recursive: true });
  const flowFile = path.join(userDir, 'flows.json');
  // What someone has wired here before stays theirs.
  if (!existsSync(flowFile)) await writeFile(flowFile, JSON.stringify(await exampleFlows(), null, 2));
  const settings = `module.exports = {
  flowFile: 'flows.json',
  credentialSecret: false,
  uiHost: '${HOST}',
  editorTheme: { tours: false, projects: { enabled: false } },
  telemetry: { enabled: false, updateNotification: false },
  logging: { console: { level: 'warn', metrics: false, audit: false } },
};
`;
  await writeFile(path.join(userDir, 'settings.js'), settings);
  const flows = JSON.parse(await readFile(flowFile, 'utf8')) as FlowNode[];
  return flows.find((node) => node.type === 'twilio-config')?.id ?? '';
}

async function reachable(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function main(): Promise<void> {
  const port = await freePort();
  const accountId = await prepareUserDir();
  console.log('Building and installing the package …');
  await runScript(path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), ['scripts/build.ts']);
  await installPackage(userDir);

  const nodeRed = require.resolve('node-red/red.js');
  const child = spawn(nodeForNodeRed(), [nodeRed, '--userDir', userDir, '--port', String(port)], { stdio: 'inherit' });
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      // Ctrl-C in a terminal reaches the child by itself; a second signal does it no harm.
      child.kill(signal);
    });
  }
  child.on('exit', (code) => {
    if (!ending) console.error('Node-RED ended by itself; what it said is above.');
    process.exitCode = ending ? 0 : (code ?? 1);
  });

  const editor = `http://${HOST}:${port}/`;
  const phone = `${editor}twilio/simulator/${accountId}/phone`;
  while (!ending && child.exitCode === null && !(await reachable(editor))) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (ending || child.exitCode !== null) return;
  console.log(
    `\n  Editor  ${editor}\n  Phone   ${phone}\n\nText "When are you open?" from the phone. Ctrl-C ends it.\n`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
