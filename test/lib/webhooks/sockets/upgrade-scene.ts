/** Upgrades to WebSockets of an account, and of another node of the same server. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Endpoint } from '../../../../lib/webhooks/endpoint';
import { Router } from '../../../../lib/webhooks/router';
import type { CallSocket } from '../../../../lib/webhooks/sockets/call-socket';
import { mountUpgrades } from '../../../../lib/webhooks/sockets/upgrades';
import type { UnauthorizedRequest } from '../../../../lib/webhooks/unauthorized';
import { sign } from '../../../support/sign';
import { endpointOptions, PUBLIC_BASE, TOKEN } from '../../../support/webhooks';

/** The public URL, as Twilio signs upgrades. */
export const WSS = PUBLIC_BASE.replace('https:', 'wss:');

/** The header with a signature. */
export const signed = (url = `${WSS}/twilio/stream`, token = TOKEN) => ({ 'X-Twilio-Signature': sign(token, url) });

/** The status of an upgrade that is refused, and its text. */
export const refused = (client: WebSocket): Promise<string> =>
  new Promise((resolve, reject) => {
    client.on('open', () => {
      reject(new Error('It was accepted'));
    });
    client.on('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        resolve(`${String(response.statusCode)} ${text.trim()}`);
      });
    });
  });

/** A server with an account. */
export class UpgradeScene {
  readonly router = new Router({ deploymentTimeoutMs: 200 });
  readonly opened: CallSocket[] = [];
  readonly warnings: string[] = [];
  readonly unauthorized: UnauthorizedRequest[] = [];
  readonly options = endpointOptions({ onUnauthorized: (request) => this.unauthorized.push(request) });
  endpoint: Endpoint;
  readonly server = createServer();
  private readonly raws = new Set<Duplex>();
  private onOpened: (() => void) | undefined;
  /** Where it listens. */
  origin = '';

  constructor() {
    this.endpoint = this.router.mount('account', this.options);
    this.subscribe();
  }

  async start(): Promise<this> {
    const { server } = this;
    server.on('upgrade', (_request, socket) => this.raws.add(socket));
    mountUpgrades(this.router, { use: () => undefined, path: () => '/api' }, server);
    // Another node's WebSocket, as Node-RED's own: it ignores paths that are not its own.
    const others = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (request.url === '/api/chat/stream') others.handleUpgrade(request, socket, head, (ws) => ws.send('other'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.origin = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  /** Listens to the sockets of the endpoint. */
  subscribe() {
    return this.endpoint.sockets.subscribe('stream', {
      opened: (socket) => {
        this.opened.push(socket);
        this.onOpened?.();
      },
      warn: (sentence) => this.warnings.push(sentence),
    });
  }

  connect(headers: Record<string, string> = signed(), path = '/api/twilio/stream'): WebSocket {
    return new WebSocket(`${this.origin}${path}`, { headers });
  }

  /** Waits until both sides are open. */
  async open(client = this.connect()): Promise<{ client: WebSocket; socket: CallSocket }> {
    const arrived = new Promise<void>((resolve) => (this.onOpened = resolve));
    await Promise.all([once(client, 'open'), arrived]);
    const socket = this.opened.at(-1);
    assert.ok(socket);
    return { client, socket };
  }

  async close(): Promise<void> {
    this.router.close();
    for (const raw of this.raws) raw.destroy();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }
}
