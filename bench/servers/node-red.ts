import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { account } from '../account';
import type { FlowNode } from './flows';

const root = path.resolve(__dirname, '..', '..');

/** Creates an empty Node-RED user directory. Remove it with {@link removeDir}. */
export async function temporaryDir(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'node-red-twilio-bench-'));
}

/** Copies the built package to where Node-RED looks for it. It is a copy, so that a build can run at the same time. */
export async function addPackage(userDir: string): Promise<void> {
  const target = path.join(userDir, 'node_modules', '@ringflow', 'node-red-twilio');
  await mkdir(target, { recursive: true });
  await cp(path.join(root, 'package.json'), path.join(target, 'package.json'));
  await cp(path.join(root, 'dist'), path.join(target, 'dist'), { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(target, 'node_modules'));
}

/** Node-RED's default settings, and code that answers when the bench asks for the usage. */
const SETTINGS = `
global.benchCount = undefined;
process.on('message', (question) => {
  if (question.ask !== undefined) return;
  const { user, system } = process.cpuUsage();
  process.send({ cpuMicroseconds: user + system, texts: global.benchCount });
});
process.on('disconnect', () => process.exit());
module.exports = {
  flowFile: 'flows.json',
  credentialSecret: false,
  uiHost: '127.0.0.1',
  functionGlobalContext: { twilio: require(${JSON.stringify(require.resolve('twilio/lib/webhooks/webhooks'))}) },
  editorTheme: { tours: false, projects: { enabled: false } },
  telemetry: { enabled: false, updateNotification: false },
  logging: { console: { level: 'error', metrics: false, audit: false } },
};
`;

/** A node at the end of a flow that counts messages. */
const COUNT_NODE = `
module.exports = (RED) => {
  RED.nodes.registerType('bench-count', function (def) {
    RED.nodes.createNode(this, def);
    global.benchCount = 0;
    this.on('input', (msg, send, done) => {
      global.benchCount += 1;
      done();
    });
  });
};
`;

/** What a Node-RED of the bench has besides the package and `bench-count`. */
export interface Extras {
  /** A node of the bench, one of `servers/nodes`. */
  node?: string;
  /** JavaScript that runs before the settings are read. */
  prelude?: string;
}

/** Compiles one of the bench's own nodes to where Node-RED looks for it. */
async function addNode(userDir: string, name: string): Promise<void> {
  const folder = path.join(userDir, 'nodes');
  await build({
    entryPoints: [path.join(__dirname, 'nodes', `${name}.ts`)],
    outfile: path.join(folder, `${name}.js`),
    bundle: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
    logLevel: 'warning',
  });
  await writeFile(
    path.join(folder, `${name}.html`),
    `<script>RED.nodes.registerType("${name}", { inputs: 1 });</script>`,
  );
}

/** Writes the settings, the nodes and the flows of a Node-RED. */
export async function writeUserDir(userDir: string, flow: readonly FlowNode[], extras: Extras = {}): Promise<void> {
  const { accountSid, authToken } = account;
  const files = {
    'settings.js': `${extras.prelude ?? ''}${SETTINGS}`,
    'nodes/bench-count.js': COUNT_NODE,
    'nodes/bench-count.html': '<script>RED.nodes.registerType("bench-count", { inputs: 1 });</script>',
    'flows.json': JSON.stringify(flow),
    'flows_cred.json': JSON.stringify({ account: { accountSid, authToken } }),
  };
  await mkdir(path.join(userDir, 'nodes'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(userDir, name), text);
  if (extras.node !== undefined) await addNode(userDir, extras.node);
}

/** Deletes a folder with everything in it. */
export const removeDir = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
