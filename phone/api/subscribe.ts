import type { EventSourceMessage } from 'eventsource-parser';
import type { Action, ConnectionStatus } from '../state/phone-state';
import { readEventStream } from './event-stream';
import { readCall, readRequest, readStream } from './call-readers';
import { endpointUrl, withAuthorization } from './http';
import { readMessage, readNumber, readSid, readState } from './readers';

const MIN_RETRY_DELAY_MS = 500;
const MAX_RETRY_DELAY_MS = 10_000;
/** During a deployment there is no simulator for a moment. With the delays above, these retries take about 7 seconds. */
const MAX_NOT_FOUND_RETRIES = 5;
/** The server sends a heartbeat every 15 seconds. */
const HEARTBEAT_TIMEOUT_MS = 40_000;

function parseEvent({ event, data }: EventSourceMessage): Action | undefined {
  let item: unknown;
  try {
    item = JSON.parse(data);
  } catch {
    return undefined;
  }
  switch (event) {
    case 'state':
      return { type: 'state', state: readState(item) };
    case 'message': {
      const message = readMessage(item);
      return message && { type: 'message', message };
    }
    case 'message-removed': {
      const sid = readSid(item);
      return sid === undefined ? undefined : { type: 'message-removed', sid };
    }
    case 'call': {
      const call = readCall(item);
      return call && { type: 'call', call };
    }
    case 'call-removed': {
      const sid = readSid(item);
      return sid === undefined ? undefined : { type: 'call-removed', sid };
    }
    case 'request': {
      const request = readRequest(item);
      return request && { type: 'request', request };
    }
    case 'stream': {
      const stream = readStream(item);
      return stream && { type: 'stream', stream };
    }
    case 'number': {
      const number = readNumber(item);
      return number && { type: 'number', number };
    }
    case 'number-removed': {
      const number = readNumber(item);
      return number && { type: 'number-removed', phoneNumber: number.phoneNumber };
    }
    default:
      return undefined;
  }
}

function statusOfResponse(httpStatus: number): ConnectionStatus {
  if (httpStatus === 401) return 'unauthorized';
  if (httpStatus === 403) return 'forbidden';
  return httpStatus === 404 ? 'notFound' : 'reconnecting';
}

/** Reads the simulator's events until the stream ends. Returns the status to show then. */
async function readUntilClosed(onAction: (action: Action) => void, signal: AbortSignal): Promise<ConnectionStatus> {
  const timeout = new AbortController();
  let timer = setTimeout(() => timeout.abort(), HEARTBEAT_TIMEOUT_MS);
  const restartTimer = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => timeout.abort(), HEARTBEAT_TIMEOUT_MS);
  };
  try {
    const response = await fetch(endpointUrl('events'), {
      headers: withAuthorization({ Accept: 'text/event-stream' }),
      cache: 'no-store',
      signal: AbortSignal.any([signal, timeout.signal]),
    });
    if (!response.ok || !response.body) return statusOfResponse(response.status);
    const onEvent = (event: EventSourceMessage): void => {
      const action = parseEvent(event);
      if (action) onAction(action);
    };
    await readEventStream(response.body, onEvent, restartTimer);
    return 'reconnecting';
  } catch {
    return 'reconnecting'; // Network error, heartbeat timeout, or Node-RED restarts.
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `delayMs`, but ends earlier when the network returns, the tab gets the focus or localStorage changes (a login). */
function waitForRetry(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listeners = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      listeners.abort();
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    for (const name of ['online', 'focus', 'storage']) addEventListener(name, end, { signal: listeners.signal });
    signal.addEventListener('abort', end, { signal: listeners.signal });
  });
}

/** Reports the simulator's events until `signal` is aborted. Reconnects when the stream ends. */
export async function subscribe(onAction: (action: Action) => void, signal: AbortSignal): Promise<void> {
  let delayMs = MIN_RETRY_DELAY_MS;
  let notFoundRetries = 0;
  while (!signal.aborted) {
    const connection = await readUntilClosed((action) => {
      delayMs = MIN_RETRY_DELAY_MS;
      notFoundRetries = MAX_NOT_FOUND_RETRIES;
      onAction(action);
    }, signal);
    if (signal.aborted) return;
    notFoundRetries -= 1;
    const mayBeDeploying = connection === 'notFound' && notFoundRetries > 0;
    onAction({ type: 'connection', connection: mayBeDeploying ? 'reconnecting' : connection });
    await waitForRetry(delayMs, signal);
    delayMs = Math.min(delayMs * 2, MAX_RETRY_DELAY_MS);
  }
}
