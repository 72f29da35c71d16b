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

/** The part of an HTTP server that is needed. */
export interface UpgradeServer {
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
  if (!socket.writable) return;
  const text = `${sentence}\n`;
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_TEXTS[status] ?? ''}`,
      'Connection: close',
      'Content-Type: text/plain; charset=utf-8',
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
 * alone. When no listener answers it, Node-RED closes the connection. Those for an account are answered:
 *
 * - 101 when Twilio signed it and a node takes such sockets
 * - 403 when it is unauthorized, see `Endpoint.authorizeUpgrade`
 * - 404 when no deployed node takes such sockets
 * - 503 when the account has too many sockets, or a deployment takes too long
 *
 * @param maxWaitMs how long an upgrade waits for a deployment, if it is shorter than the router's time
 */
export function mountUpgrades(router: Router, app: App, server: UpgradeServer, maxWaitMs = Infinity): void {
  let sockets: WebSocketServer | undefined;
  const { translate } = router;
  const accept = ({ request, socket, head, kind, base, url }: Upgrade): void => {
    const endpoint = router.endpointAt(base);
    if (endpoint === undefined) return;
    const { headers, socket: connection, url: originalUrl = '/' } = request;
    const reason = endpoint.authorizeUpgrade({
      headers,
      socket: connection,
      url,
      originalUrl,
      app: app as { get?(setting: string): unknown },
    });
    if (reason !== undefined) refuse(socket, 403, `Forbidden: ${translate(reason)}.`);
    else if (!endpoint.sockets.takes(kind))
      refuse(socket, 404, translate(`No deployed node of this account takes ${kind} sockets.`));
    else if (!endpoint.sockets.hasRoom) refuse(socket, 503, translate('This account has too many open sockets.'));
    else {
      sockets ??= new (wsModule().WebSocketServer)({
        noServer: true,
        clientTracking: false,
        maxPayload: MAX_MESSAGE_BYTES,
        // Audio in base64 does not get smaller. `CallSocket.sendAscii` depends on it.
        perMessageDeflate: false,
      });
      sockets.handleUpgrade(request, socket, head, (opened) => {
        endpoint.sockets.add(kind, opened, socket);
      });
    }
  };
  server.on('upgrade', (request, socket, head) => {
    const root = mountPath(app);
    const { url: whole = '/' } = request;
    if (!pathOf(whole).startsWith(`${root}/`)) return;
    const url = whole.slice(root.length);
    const { base, name } = splitWebhookPath(pathOf(url));
    if (!isSocketKind(name)) return;
    const upgrade = { request, socket, head, kind: name, base, url };
    if (!router.isWaiting(request)) {
      accept(upgrade);
      return;
    }
    // The account may be mounted again by the deployment in progress.
    const onError = (): void => {
      socket.destroy();
    };
    socket.on('error', onError);
    const { deployment, deploymentTimeoutMs } = router;
    deployment.whenReleasedWithin(
      Math.min(deploymentTimeoutMs, maxWaitMs),
      () => {
        socket.off('error', onError);
        accept(upgrade);
      },
      () => {
        if (router.endpointAt(base) === undefined) return;
        refuse(socket, 503, translate(deployment.explainStop() ?? 'The flows are being deployed.'));
      },
    );
  });
}
