/** The user directory of a real Node-RED: its settings, its flows, and the package under test. */
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** A node of a flow, as Node-RED stores it. */
export interface FlowNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

/** How to start it. */
export interface NodeRedOptions {
  flows?: FlowNode[];
  /** Credentials by node id, unencrypted. */
  credentials?: Record<string, Record<string, string>>;
  /**
   * More settings; functions are not possible, `extraSettings` takes source text. `nodesExcludes` is needed when flows that
   * are deployed later have other nodes than the first ones.
   */
  settings?: Record<string, unknown>;
  /** Source text of more members of the settings object. */
  extraSettings?: string;
  env?: Record<string, string>;
  /** A user directory that has the package already. */
  userDir?: string;
  /** The line of output that it has started with. Default: that its flows run. */
  started?: RegExp;
}

/**
 * Nodes of Node-RED that no flow of the tests has. Without them, it starts in three quarters of the time, and its editor has
 * less to load. https://nodered.org/docs/user-guide/runtime/configuration
 */
const UNUSED_NODES = [
  '10-mqtt.js',
  '16-range.js',
  '18-sort.js',
  '19-batch.js',
  '23-watch.js',
  '31-tcpin.js',
  '32-udp.js',
  '70-CSV.js',
  '70-HTML.js',
  '70-XML.js',
  '70-YAML.js',
  '90-exec.js',
  'rbe.js',
];

/** Nodes that few flows have, by their file. Together they take a fifth of the start. */
const RARE_NODES = { '21-httprequest.js': 'http request', '22-websocket.js': 'websocket', '70-JSON.js': 'json' };

/** What Node-RED does not load for these flows. Without flows, it loads what any of the tests deploys later. */
const excludedFor = (flows: FlowNode[] = []): string[] => {
  const isAbsent = (type: string) => flows.length > 0 && !flows.some((node) => node.type.startsWith(type));
  return [
    ...UNUSED_NODES,
    ...Object.keys(RARE_NODES).filter((file) => isAbsent(RARE_NODES[file as keyof typeof RARE_NODES])),
  ];
};

/** Writes the user directory, a new one in the temporary folder if the options name none. @returns its path */
export async function writeUserDir(options: NodeRedOptions): Promise<string> {
  const userDir = options.userDir ?? (await mkdtemp(path.join(tmpdir(), 'node-red-twilio-test-')));
  if (options.userDir === undefined) {
    const scope = path.join(userDir, 'node_modules', '@ringflow');
    await mkdir(scope, { recursive: true });
    // On Windows, every user can make a junction. Other systems ignore the type.
    await symlink(root, path.join(scope, 'node-red-twilio'), 'junction');
    await writeFile(
      path.join(userDir, 'package.json'),
      JSON.stringify({ name: 'test', version: '0.0.1', dependencies: { '@ringflow/node-red-twilio': '*' } }),
    );
  }
  const settings = {
    flowFile: 'flows.json',
    credentialSecret: false,
    uiHost: '127.0.0.1',
    editorTheme: { tours: false, projects: { enabled: false } },
    telemetry: { enabled: false, updateNotification: false },
    // Without its palette manager, Node-RED does not run npm at every start.
    externalModules: { palette: { allowInstall: false } },
    nodesExcludes: excludedFor(options.flows),
    ...options.settings,
  };
  const source = `module.exports = Object.assign(${JSON.stringify(settings)}, {${options.extraSettings ?? ''}});\n`;
  await writeFile(path.join(userDir, 'settings.js'), source);
  // The editor's tips: their timer can fire before the sidebar is there, and then the page logs an error of Node-RED's own.
  const userSettings = { _: { editor: { view: { 'view-show-tips': false } } } };
  await writeFile(path.join(userDir, '.config.users.json'), JSON.stringify(userSettings));
  await writeFile(path.join(userDir, 'flows.json'), JSON.stringify(options.flows ?? []));
  if (options.credentials) await writeFile(path.join(userDir, 'flows_cred.json'), JSON.stringify(options.credentials));
  return userDir;
}
