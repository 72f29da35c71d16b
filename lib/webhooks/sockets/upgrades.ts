import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import type * as ws from 'ws';
import { lazy } from '../../lazy';
import { mountPath, type App } from '../express';
import { pathOf, splitWebhookPath } from '../paths';
import type { Router } from '../router';
import { isSocketKind, type SocketKind } from './call-socket';
import { MAX_MESSAGE_BYTES } from './limits';
import { handleAsRequest, type RequestServer } from './ordinary-request';

/** The part of an HTTP server that is needed. */
export interface UpgradeServer extends RequestServer {
  listenerCount(event: 'upgrade'): number;
  on(event: 'upgrade', listener: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): unknown;
}

const wsModule = lazy<typeof ws>(__filename, 'ws');

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

/** Answers an upgrade with an error, and closes the connection. */
function refuse(socket: Duplex, status: number, sentence: string): void {
  // Node.js has removed its own listener. Without one, a client that is gone would end the process.
  socket.on('error', () => {
    socket.destroy();
  });
  if (!socket.writable) return;
  const text = `${sentence}\n`;
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_TEXTS[status] ?? ''}`,
      'Connection: close',
      'Content-Type: text/plain',
      `Content-Length: ${Buffer.byteLength(text)}`,
      '',
      text,
    ].join('\r\n'),
  );
}

/** An upgrade to a WebSocket of an account. */
interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  kind: SocketKind;
  /** The account's path. */
  base: string;
  /** The path and query as the HTTP nodes' app sees them. */
  url: string;
}

/**
 * Takes the upgrades to the accounts' WebSockets, `<path>/stream` and `<path>/relay`. Call it once for each HTTP server.
 *
 * Node-RED and its nodes have listeners of their own for other paths, so an upgrade that is not for an account is left
 * alone. Where nobody else listens, as without the editor, Node.js would have handled it as an ordinary request if this
 * listener were not there, and so does this one. Upgrades for an account are answered:
 *
 * - 101 when Twilio signed it and a node takes such sockets
 * - 403 when it is unauthorized, see `Endpoint.authorizeUpgrade`
 * - 404 when no deployed node takes such sockets
 * - 503 when the account has too many sockets, or a deployment takes longer than 10 seconds
 */
export function mountUpgrades(router: Router, app: App, server: UpgradeServer): void {
  let sockets: WebSocketServer | undefined;
  const leave = (request: IncomingMessage, socket: Duplex): void => {
    if (server.listenerCount('upgrade') === 1) handleAsRequest(server, request, socket);
  };
  const accept = ({ request, socket, head, kind, base, url }: Upgrade): void => {
    const endpoint = router.endpointAt(base);
    if (endpoint === undefined) {
      leave(request, socket);
      return;
    }
    const { headers, socket: connection, url: originalUrl = '/' } = request;
    const reason = endpoint.authorizeUpgrade({
      headers,
      socket: connection,
      url,
      originalUrl,
      app: app as { get?(setting: string): unknown },
    });
    if (reason !== undefined) refuse(socket, 403, `Forbidden: ${reason}.`);
    else if (!endpoint.sockets.takes(kind))
      refuse(socket, 404, `No deployed node of this account takes ${kind} sockets.`);
    else if (!endpoint.sockets.hasRoom) refuse(socket, 503, 'This account has too many open sockets.');
    else {
      sockets ??= new (wsModule().WebSocketServer)({
        noServer: true,
        clientTracking: false,
        maxPayload: MAX_MESSAGE_BYTES,
        // Audio in base64 does not get smaller.
        perMessageDeflate: false,
      });
      sockets.handleUpgrade(request, socket, head, (opened) => {
        endpoint.sockets.add(kind, opened);
      });
    }
  };
  server.on('upgrade', (request, socket, head) => {
    const root = mountPath(app);
    const { url: whole = '/' } = request;
    const url = whole.slice(root.length);
    const { base, name } = splitWebhookPath(pathOf(url));
    if (!pathOf(whole).startsWith(`${root}/`) || !isSocketKind(name)) {
      leave(request, socket);
      return;
    }
    const upgrade = { request, socket, head, kind: name, base, url };
    if (!router.isWaiting(request)) {
      accept(upgrade);
      return;
    }
    // The account may be mounted again by the deployment that is under way.
    const onError = (): void => {
      socket.destroy();
    };
    socket.on('error', onError);
    const { deployment, deploymentTimeoutMs } = router;
    deployment.whenReleasedWithin(
      deploymentTimeoutMs,
      () => {
        socket.off('error', onError);
        accept(upgrade);
      },
      () => {
        if (router.endpointAt(base) === undefined) leave(request, socket);
        else refuse(socket, 503, deployment.explainStop() ?? 'The flows are being deployed.');
      },
    );
  });
}
