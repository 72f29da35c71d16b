import type { ServerResponse } from 'node:http';

type ResponseWatcher = (status: number, text: string) => void;

/** A property of the response and not a WeakMap, which costs the garbage collector more with each webhook. */
const WATCHER = Symbol('watcher');

type WatchedResponse = ServerResponse & { [WATCHER]?: ResponseWatcher };

/** Calls a function with what is sent as this response by {@link respond}. */
export function watchResponse(response: ServerResponse, watcher: ResponseWatcher): void {
  (response as WatchedResponse)[WATCHER] = watcher;
}

/**
 * Sends an HTTP response.
 * @returns false when a response was already sent or the connection is closed
 */
export function respond(response: ServerResponse, status: number, contentType: string, text: string): boolean {
  if (response.headersSent || response.destroyed) return false;
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
  (response as WatchedResponse)[WATCHER]?.(status, text);
  return true;
}

/** Translates a sentence that a person reads. */
export type Translate = (sentence: string) => string;

/**
 * Sends a sentence as an HTTP response. Twilio shows it in the Console, with the error of the webhook.
 * @returns as {@link respond}
 */
export const respondText = (response: ServerResponse, status: number, sentence: string): boolean =>
  respond(response, status, 'text/plain; charset=utf-8', `${sentence}\n`);
