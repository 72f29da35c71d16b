import type { Simulator } from '../model/simulator';
import type { Request, Response } from 'express';

const HEARTBEAT_MS = 15_000;
/** A reader that is so far behind is let go; when it comes back, it gets the whole state. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/**
 * Tells a browser of every change as server-sent events: first `event: state` with everything, then one event per
 * change, and a comment every 15 seconds so that proxies keep the line open. It ends when the reader leaves, falls too
 * far behind, or the simulator is closed.
 *
 * @param ended called once, when the stream is over
 * @returns ends the stream
 */
export function openStream(simulator: Simulator, request: Request, response: Response, ended: () => void): () => void {
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    clearInterval(timer);
    unsubscribe();
    response.end();
    ended();
  };
  const write = (text: string): void => {
    if (over) return;
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
    write(': still here\n\n');
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
    // Some proxies collect an answer before they pass it on; this one they shall not.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  event('state', simulator.state());
  return end;
}
