import type { Request, Response } from 'express';

const HEARTBEAT_MS = 15_000;

/** A client with more unread data is disconnected. It gets everything when it connects again. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** A response of server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface EventStream {
  /** Sends an event with its data as JSON. Does nothing after the end. */
  event(name: string, data: unknown): void;
  /** Ends the response. */
  end(): void;
}

/**
 * Answers a request with server-sent events, until the client disconnects or does not read. A comment every 15 seconds keeps
 * the connection open in proxies.
 *
 * @param ended called once, at the end of the stream
 * @param beat called every 15 seconds
 */
export function openEventStream(
  request: Request,
  response: Response,
  { ended, beat }: { ended(): void; beat?(): void },
): EventStream {
  let isEnded = false;
  const end = (): void => {
    if (isEnded) return;
    isEnded = true;
    clearInterval(timer);
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
  const timer = setInterval(() => {
    beat?.();
    write(': keep-alive\n\n');
  }, HEARTBEAT_MS);
  timer.unref();
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
  // The client may have gone while the request waited for a deployment. Later, because the caller is not ready yet.
  if (response.destroyed) queueMicrotask(end);
  return {
    event(name, data) {
      write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end,
  };
}
