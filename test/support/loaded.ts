import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import helper = require('node-red-node-test-helper');
import type { Red } from '../../lib/node-red/red';
import type { FlowNode } from './node-red';
import { NODE_SETS } from './node-sets';
import { nodeRedPackage } from './versions';

helper.init(require.resolve(nodeRedPackage));

/** What Node-RED hands to its loggers. */
interface LogEntry {
  id: string;
  msg: unknown;
  level: number;
}

const WARN = 30;

/** How long something is waited for. Long, because other tests run at the same time. */
const WAIT_MS = 15_000;

/** A node that runs, with its statuses and what it sent as they come. */
export interface LoadedNode {
  on(event: 'input', listener: (msg: Record<string, unknown>) => void): void;
  receive(msg: Record<string, unknown>): void;
  [property: string]: unknown;
}

/** Flows that run inside this process, on node-red-node-test-helper, with Node-RED's HTTP app really listening. */
export interface Loaded {
  url: string;
  node(id: string): LoadedNode;
  /** The next message that arrives at a `helper` node. */
  arrival(id: string): Promise<Record<string, unknown>>;
  /** Every status that a node has shown so far, as texts. */
  statuses(id: string): string[];
  /** Waits until a node has shown a status with this text, and this colour if one is given. */
  statusOf(id: string, text: string, fill?: string): Promise<void>;
  /** Every error and warning logged so far, with the node's id. */
  logged(): { id: string; msg: string; level: 'warn' | 'error' }[];
  /** Everything that was logged, with all that hangs on it, as a text to search in. */
  wholeLog(): string;
  /** Calls a function when the next deployment stops the flows. */
  onceStopping(callback: () => void): void;
  redeploy(flows: FlowNode[], type?: 'full' | 'nodes' | 'flows'): Promise<void>;
  unload(): Promise<void>;
}

/** How flows are loaded. */
export interface LoadOptions {
  /** Whether Node-RED knows its HTTP server, so that nodes can take its WebSockets. */
  hasServer?: boolean;
}

/** Loads flows. Every node of type `helper` keeps what it is sent. */
export async function load(
  flows: FlowNode[],
  credentials: Record<string, Record<string, string>> = {},
  settings: Record<string, unknown> = {},
  { hasServer = false }: LoadOptions = {},
): Promise<Loaded> {
  let red: Red | undefined;
  const capture = (api: Red): void => {
    red = api;
  };
  const shown: { id: string; text: string; fill: string | undefined }[] = [];
  const arrived = new Map<string, Record<string, unknown>[]>();
  const waiting = new Map<string, ((msg: Record<string, unknown>) => void)[]>();
  helper.settings(settings);
  const watch = (api: Red): void => {
    api.events.on('node-status', onStatus);
  };
  const lookers = new Set<() => void>();
  const onStatus = ({ id, status }: { id: string; status?: { text?: string; fill?: string } }) => {
    shown.push({ id, text: status?.text ?? '', fill: status?.fill });
    for (const look of [...lookers]) look();
  };
  const server: Server = createServer((request, response) => {
    red?.httpNode(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(helper, { _server: hasServer ? server : undefined });
  await helper.load([capture, watch, ...NODE_SETS], flows, credentials);
  if (red === undefined) throw new Error('Node-RED did not hand over its API');
  const api: Red = red;
  /** A deployment may keep a node. */
  const listening = new WeakSet<object>();
  const listen = () => {
    for (const { id, type } of flows) {
      const node = helper.getNode(id) as ReturnType<typeof helper.getNode> | null;
      if (type !== 'helper' || node === null || listening.has(node)) continue;
      listening.add(node);
      node.on('input', (msg: Record<string, unknown>) => {
        const next = waiting.get(id)?.shift();
        if (next) next(msg);
        else arrived.set(id, [...(arrived.get(id) ?? []), msg]);
      });
    }
  };
  listen();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    node: (id) => helper.getNode(id) as unknown as LoadedNode,
    arrival(id) {
      const first = arrived.get(id)?.shift();
      if (first) return Promise.resolve(first);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`No message arrived at ${id}`));
        }, WAIT_MS);
        const take = (msg: Record<string, unknown>) => {
          clearTimeout(timer);
          resolve(msg);
        };
        waiting.set(id, [...(waiting.get(id) ?? []), take]);
      });
    },
    statuses: (id) => shown.filter((status) => status.id === id).map(({ text }) => text),
    statusOf: (id, text, fill) =>
      new Promise((resolve, reject) => {
        const isIt = (status: (typeof shown)[number]) =>
          status.id === id && status.text === text && (fill === undefined || status.fill === fill);
        const look = () => {
          if (!shown.some(isIt)) return;
          clearTimeout(timer);
          lookers.delete(look);
          resolve();
        };
        const timer = setTimeout(() => {
          reject(new Error(`${id} did not show "${text}" but ${JSON.stringify(shown)}`));
        }, WAIT_MS);
        lookers.add(look);
        look();
      }),
    logged: () =>
      (helper.log().args as [LogEntry][])
        .map(([entry]) => entry)
        .filter(({ level }) => level <= WARN)
        .map(({ id, msg, level }) => ({
          id,
          msg: msg instanceof Error ? msg.message : String(msg),
          level: level < WARN ? 'error' : 'warn',
        })),
    wholeLog: () =>
      inspect(helper.log().args, { depth: 10, showHidden: true, maxArrayLength: null, maxStringLength: null }),
    onceStopping(callback) {
      api.events.once('flows:stopping', callback);
    },
    async redeploy(next, type = 'full') {
      // Not `helper.setFlows`: it waits for the flows for 300 ms only, and only from when they are saved.
      const { setFlows } = Reflect.get(helper, '_redNodes') as {
        setFlows(flows: FlowNode[], credentials: object, type: string): Promise<unknown>;
      };
      const started = new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          api.events.off('flows:started', onStarted);
          reject(new Error('The flows did not start'));
        }, WAIT_MS);
        const onStarted = (): void => {
          clearTimeout(timer);
          listen();
          resolve();
        };
        api.events.once('flows:started', onStarted);
      });
      await Promise.all([setFlows(next, credentials, type), started]);
    },
    async unload() {
      api.events.off('node-status', onStatus);
      await helper.unload();
      await new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
