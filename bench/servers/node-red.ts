import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { account, ownNumber, WEBHOOK_PATH, WEBHOOK_URL } from '../account';

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

/** A node in a flow file. */
export type FlowNode = Record<string, unknown> & { id: string; type: string };

/** The account node that all nodes of a flow share. */
export const accountNode = (): FlowNode => ({
  id: 'account',
  type: 'twilio-config',
  environment: 'twilio',
  auth: 'token',
  publicUrl: account.publicUrl,
  path: account.basePath,
  from: ownNumber(0),
  validateSignatures: true,
});

/** `sms-in` nodes, each for a number of its own, all wired to one node that counts messages. */
export function smsInFlow(nodes: number): FlowNode[] {
  const triggers = Array.from({ length: nodes }, (_, index) => ({
    id: `sms${index}`,
    type: 'twilio-sms-in',
    z: 'tab',
    account: 'account',
    filterFrom: '',
    filterTo: ownNumber(index),
    filterBody: '',
    filterBodyMatch: 'contains',
    filterMedia: 'any',
    rejected: false,
    respond: 'empty',
    wires: [['own']],
  }));
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    accountNode(),
    ...triggers,
    { id: 'own', type: 'bench-count', z: 'tab', wires: [] },
  ];
}

/** An `sms-status` node that keeps the order, with a node at each output that stores the statuses. */
export function smsStatusFlow(): FlowNode[] {
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    accountNode(),
    {
      id: 'status',
      type: 'twilio-sms-status',
      z: 'tab',
      account: 'account',
      filterStatus: [],
      filterFrom: '',
      filterTo: '',
      filterError: '',
      inOrder: true,
      rejected: true,
      wires: [['accepted'], ['late']],
    },
    { id: 'accepted', type: 'bench-statuses', z: 'tab', accepted: true, wires: [] },
    { id: 'late', type: 'bench-statuses', z: 'tab', accepted: false, wires: [] },
  ];
}

/** A `send-sms` node, and a `make-call` node that waits for the end of its calls. Both are wired to `bench-sends`. */
export function sendFlow(): FlowNode[] {
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    accountNode(),
    { id: 'bench', type: 'bench-sends', z: 'tab', wires: [[], ['call']] },
    {
      id: 'sms',
      type: 'twilio-send-sms',
      z: 'tab',
      account: 'account',
      sender: 'number',
      to: 'topic',
      toType: 'msg',
      from: ownNumber(0),
      fromType: 'str',
      body: 'payload',
      bodyType: 'msg',
      media: '',
      mediaType: 'str',
      messagingServiceSid: '',
      messagingServiceSidType: 'str',
      track: false,
      wires: [['bench']],
    },
    {
      id: 'call',
      type: 'twilio-make-call',
      z: 'tab',
      account: 'account',
      answer: 'say',
      to: 'topic',
      toType: 'msg',
      from: ownNumber(0),
      fromType: 'str',
      say: 'payload',
      sayType: 'msg',
      wait: true,
      wires: [['bench']],
    },
    { id: 'failed', type: 'catch', z: 'tab', scope: null, uncaught: false, wires: [['bench']] },
  ];
}

/** The same without this package: `http in`, a function that checks the signature, and `http response`. */
export function httpInFlow(): FlowNode[] {
  const check = `
const signature = msg.req.headers['x-twilio-signature'];
if (!global.get('twilio').validateRequest('${account.authToken}', signature, '${WEBHOOK_URL}', msg.payload)) {
  msg.statusCode = 403;
  msg.payload = 'Forbidden';
  return msg;
}
msg.headers = { 'Content-Type': 'text/xml' };
msg.payload = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
return msg;`;
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    { id: 'in', type: 'http in', z: 'tab', url: WEBHOOK_PATH, method: 'post', upload: false, wires: [['check']] },
    { id: 'check', type: 'function', z: 'tab', func: check, outputs: 1, libs: [], wires: [['out']] },
    { id: 'out', type: 'http response', z: 'tab', statusCode: '', headers: {}, wires: [] },
  ];
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
