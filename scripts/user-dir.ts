import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HOST, root } from './paths';

interface FlowNode {
  id: string;
  type: string;
}

/** The examples whose tabs come first. The editor opens on the first one. */
const FIRST = ['auto-reply.json', 'call-menu.json'];

/** All examples as one list of nodes. The account node that they share is in it once. */
async function exampleFlows(): Promise<FlowNode[]> {
  const folder = path.join(root, 'examples');
  const nodes = new Map<string, FlowNode>();
  const files = (await readdir(folder)).sort();
  for (const file of new Set([...FIRST, ...files])) {
    const flow = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as FlowNode[];
    for (const node of flow) nodes.set(node.id, node);
  }
  return [...nodes.values()];
}

const SETTINGS = `module.exports = {
  flowFile: 'flows.json',
  credentialSecret: false,
  uiHost: '${HOST}',
  editorTheme: { tours: false, projects: { enabled: false } },
  telemetry: { enabled: false, updateNotification: false },
  logging: { console: { level: 'warn', metrics: false, audit: false } },
};
`;

/**
 * Writes settings and the examples into a Node-RED user directory. Keeps flows that are already there.
 * @returns the id of the account node, for the phone's address
 */
export async function prepareUserDir(userDir: string): Promise<string> {
  await mkdir(userDir, { recursive: true });
  const flowFile = path.join(userDir, 'flows.json');
  if (!existsSync(flowFile)) await writeFile(flowFile, JSON.stringify(await exampleFlows(), null, 2));
  await writeFile(path.join(userDir, 'settings.js'), SETTINGS);
  const flows = JSON.parse(await readFile(flowFile, 'utf8')) as FlowNode[];
  return flows.find((node) => node.type === 'twilio-config')?.id ?? '';
}

/** Links this checkout into a user directory, so that a new build is used without installing it. */
export async function linkPackage(userDir: string): Promise<void> {
  const scope = path.join(userDir, 'node_modules', '@ringflow');
  const link = path.join(scope, 'node-red-twilio');
  await mkdir(scope, { recursive: true });
  // A junction is a link that Windows lets every user make. Other systems ignore the type.
  if (!existsSync(link)) await symlink(root, link, 'junction');
  const manifest = { name: 'node-red-project', version: '0.0.1', dependencies: { '@ringflow/node-red-twilio': '*' } };
  await writeFile(path.join(userDir, 'package.json'), JSON.stringify(manifest));
}
