import type { Simulator } from '../model/simulator';
import type { Request, Response } from 'express';

const HEARTBEAT_MS = 15_000;
/** A client with more unread data is disconnected. It gets the whole state when it reconnects. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/**
 * Sends every change as a server-sent event: first `event: state` with the whole state, then one event per change. A
 * comment every 15 seconds keeps the connection open in proxies.
 *
 * @param ended called once, at the end of the stream
 * @returns ends the stream
 */
export function openStream(simulator: Simulator, request: Request, response: Response, ended: () => void): () => void {
  let isEnded = false;
  const end = (): void => {
    if (isEnded) return;
    isEnded = true;
    clearInterval(timer);
    unsubscribe();
    response.end();
    ended();
  };
  const write = (text: string): void => {
    if (isEnded) return;
    response.write(text);
    if (response.writableLength > MAX_UNREAD_BYTES) {
      end();
      response.destroy();
    }
  };
  const event = (name: string, data: unknown): void => {
    write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  const timer = setInterval(() => {
    write(': keep-alive\n\n');
  }, HEARTBEAT_MS);
  timer.unref();
  const unsubscribe = simulator.subscribe((change) => {
    if (change.type === 'closed') end();
    else event(change.type, change.item);
  });
  request.once('close', end);
  response.once('close', end);

  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'keep-alive',
    // Turns off buffering in nginx.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  event('state', simulator.state());
  return end;
}
