import { createParser } from 'eventsource-parser';
import { accountUrl, authorization } from './http';
import type { LiveCall, Row } from './types';

/** The messages of an account's stream. */
export interface StreamListener {
  /** The server starts from the beginning: removes all rows. */
  reset(): void;
  rows(rows: readonly Row[]): void;
  calls(calls: readonly LiveCall[]): void;
  connection(state: ConnectionState): void;
}

/** `not-deployed`: the server does not have the account. */
export type ConnectionState = 'connecting' | 'connected' | 'not-deployed';

const MIN_RETRY_DELAY_MS = 500;
const MAX_RETRY_DELAY_MS = 10_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Reads the stream until it ends. @returns false for an error response */
async function readStream(account: string, listener: StreamListener, signal: AbortSignal): Promise<boolean> {
  const headers = { Accept: 'text/event-stream', ...authorization() };
  const response = await fetch(accountUrl(account, 'activity'), { headers, cache: 'no-store', signal });
  if (!response.ok || response.body === null) {
    listener.connection(response.status === 404 ? 'not-deployed' : 'connecting');
    return false;
  }
  listener.connection('connected');
  const parser = createParser({
    onEvent({ event, data }) {
      if (event === 'reset') listener.reset();
      else if (event === 'rows') listener.rows(JSON.parse(data) as Row[]);
      else if (event === 'calls') listener.calls(JSON.parse(data) as LiveCall[]);
    },
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    parser.feed(value);
  }
}

/** Listens to the activity of an account until the signal is aborted. Connects again when the stream ends. */
export async function listen(account: string, listener: StreamListener, signal: AbortSignal): Promise<void> {
  let delay = MIN_RETRY_DELAY_MS;
  while (!signal.aborted) {
    let hasBegun = false;
    try {
      hasBegun = await readStream(account, listener, signal);
    } catch {
      // A network error, or Node-RED restarts.
    }
    if (signal.aborted) return;
    if (hasBegun) listener.connection('connecting');
    delay = hasBegun ? MIN_RETRY_DELAY_MS : Math.min(delay * 2, MAX_RETRY_DELAY_MS);
    await pause(delay, signal);
  }
}
