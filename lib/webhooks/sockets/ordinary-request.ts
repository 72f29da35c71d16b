import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The part of an HTTP server that handles requests. */
export interface RequestServer {
  emit(event: 'request', request: IncomingMessage, response: ServerResponse): boolean;
}

/**
 * Handles an upgrade as the request that it is without its `Upgrade` header. Node.js does the same on a server where nobody
 * listens for upgrades: https://nodejs.org/api/http.html#event-upgrade_1. The connection is closed after the response.
 */
export function handleAsRequest(server: RequestServer, request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => {
    socket.destroy();
  });
  Reflect.set(request, 'upgrade', false);
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  response.on('finish', () => {
    response.detachSocket(socket as Socket);
    socket.end();
  });
  if (!server.emit('request', request, response)) socket.destroy();
}
