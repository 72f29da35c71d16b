import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { SimulatedStream, Webhooks } from '../../simulator';
import { useScene, type Scene } from './support';
import { peerOf, type Peer } from './stream-peer';

/** A server of streams. */
export interface StreamServer {
  origin: string;
  peers: Peer[];
  /** The response to an upgrade instead of a connection. Can be set at any time. */
  refuse: ((raw: Duplex) => void) | undefined;
  /** Never responds to upgrades. Resolves at the first upgrade, with the end of it. */
  hold(): Promise<{ gone: Promise<unknown> }>;
  /** The last connection, after all messages have arrived. */
  peer(): Promise<Peer>;
  close(): Promise<void>;
}

/** Listens on this machine. */
export async function startStreamServer(): Promise<StreamServer> {
  const sockets = new WebSocketServer({ noServer: true });
  const raws = new Set<Duplex>();
  const server = http.createServer((_request, response) => {
    response.writeHead(404).end();
  });
  server.on('upgrade', (request, raw, head) => {
    raws.add(raw);
    raw.on('error', () => undefined);
    raw.on('end', () => raw.end());
    if (result.refuse !== undefined) {
      result.refuse(raw);
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => {
      result.peers.push(peerOf(socket, request, raw));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const result: StreamServer = {
    origin: `http://127.0.0.1:${String(port)}`,
    peers: [],
    refuse: undefined,
    hold: () =>
      new Promise((resolve) => {
        result.refuse = (raw) => {
          resolve({ gone: once(raw.resume(), 'close') });
        };
      }),
    async peer() {
      const last = result.peers.at(-1);
      if (last === undefined) throw new Error('Nobody has connected yet.');
      await last.sync();
      return last;
    },
    async close() {
      for (const raw of raws) raw.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return result;
}

/** A scene with a server of streams. */
export interface StreamScene {
  scene: Scene;
  readonly server: StreamServer;
  /** More webhook targets of the test. */
  targets: Webhooks;
  /** The person calls a flow of these verbs. Resolves when its streams are connected or have failed. */
  call(verbs: string, more?: Record<string, string>): Promise<void>;
  /** The same, and returns the connection. */
  connect(verbs: string, more?: Record<string, string>): Promise<Peer>;
  /** The last stream. */
  stream(): SimulatedStream;
  /** Advances the time. Resolves when all messages have arrived. */
  pass(ms: number): Promise<void>;
  /** Resolves when the condition is true. Checked after each change. */
  until(isSo: () => boolean): Promise<void>;
  /** The requests to the status callback `status` so far. */
  events(): (string | undefined)[];
}

/** The flow is at flows.example.com, its streams at audio.example.com. Both connect to this machine. */
export function useStreams(): StreamScene {
  const made: { server?: StreamServer } = {};
  const scene = useScene({
    webhooks: () => ({
      call: { url: 'https://flows.example.com/twilio/call', connect: scene.server.origin },
      recording: { url: 'https://audio.example.com/', connect: streams.server.origin },
      ...streams.targets,
    }),
  });
  const streams: StreamScene = {
    scene,
    targets: {},
    get server() {
      if (made.server === undefined) throw new Error('The server is there while a test runs.');
      return made.server;
    },
    async call(verbs, more = {}) {
      scene.flow({ call: verbs, ...more });
      await scene.call();
      await scene.simulator.settled();
    },
    async connect(verbs, more) {
      await streams.call(verbs, more);
      return streams.server.peer();
    },
    stream() {
      const last = scene.simulator.state().streams.at(-1);
      if (last === undefined) throw new Error('There is no stream yet.');
      return last;
    },
    async pass(ms) {
      scene.clock.advance(ms);
      await streams.server.peer();
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isSo()) return;
          unsubscribe();
          resolve();
        };
        const unsubscribe = scene.simulator.subscribe(look);
        look();
      }),
    events: () => scene.told('status').map((params) => params['StreamEvent']),
  };
  beforeEach(async () => {
    streams.targets = {};
    made.server = await startStreamServer();
  });
  afterEach(() => made.server?.close());
  return streams;
}
