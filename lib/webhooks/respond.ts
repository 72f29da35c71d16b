import type { ServerResponse } from 'node:http';

/**
 * Sends an HTTP response.
 * @returns false when a response was already sent or the connection is closed
 */
export function respond(response: ServerResponse, status: number, contentType: string, text: string): boolean {
  if (response.headersSent || response.destroyed) return false;
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
  return true;
}
