import type { ServerResponse } from 'node:http';

type ResponseWatcher = (status: number, text: string) => void;

const watchers = new WeakMap<ServerResponse, ResponseWatcher>();

/** Calls a function with what is sent as this response by {@link respond}. */
export function watchResponse(response: ServerResponse, watcher: ResponseWatcher): void {
  watchers.set(response, watcher);
}

/**
 * Sends an HTTP response.
 * @returns false when a response was already sent or the connection is closed
 */
export function respond(response: ServerResponse, status: number, contentType: string, text: string): boolean {
  if (response.headersSent || response.destroyed) return false;
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
  watchers.get(response)?.(status, text);
  return true;
}
