import type { EventSourceMessage } from 'eventsource-parser';
import type { Action, Link } from '../state/phone-state';
import { readEventStream } from './event-stream';
import { address, headers } from './http';
import { readMessage, readNumber, readSid, readState } from './readers';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** With the waits that double, some seven seconds. */
const DEPLOY_TRIES = 5;
/** The server sends a heartbeat every 15 s: a stream that is silent for longer than two has died unnoticed. */
const SILENCE_MS = 40_000;

function actionOf(name: string | undefined, data: string): Action | undefined {
  let item: unknown;
  try {
    item = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (name === 'state') return { type: 'state', state: readState(item) };
  const message = name === 'message' ? readMessage(item) : undefined;
  if (message) return { type: 'message', message };
  const sid = name === 'message-removed' ? readSid(item) : undefined;
  if (sid !== undefined) return { type: 'removed', sid };
  const gone = name === 'number-removed' ? readNumber(item) : undefined;
  if (gone) return { type: 'number-removed', phoneNumber: gone.phoneNumber };
  const number = name === 'number' ? readNumber(item) : undefined;
  return number && { type: 'number', number };
}

function linkOf(status: number): Link {
  if (status === 401) return 'login';
  if (status === 403) return 'forbidden';
  return status === 404 ? 'gone' : 'reconnecting';
}

/** Reads the stream until it ends. Returns how the page stands then. */
async function follow(onAction: (action: Action) => void, signal: AbortSignal): Promise<Link> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENCE_MS);
  const restartTimer = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), SILENCE_MS);
  };
  try {
    const response = await fetch(address('events'), {
      headers: headers({ Accept: 'text/event-stream' }),
      cache: 'no-store',
      signal: AbortSignal.any([signal, silent.signal]),
    });
    if (!response.ok || !response.body) return linkOf(response.status);
    const onEvent = ({ event, data }: EventSourceMessage): void => {
      const action = actionOf(event, data);
      if (action) onAction(action);
    };
    await readEventStream(response.body, onEvent, restartTimer);
    return 'reconnecting';
  } catch {
    return 'reconnecting'; // Node-RED restarts, the network went, or the stream fell silent
  } finally {
    clearTimeout(timer);
  }
}

/** Waits `ms`, or until it is worth trying at once: the tab is looked at again, a login was stored, the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      done.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    for (const name of ['online', 'focus', 'storage']) addEventListener(name, end, { signal: done.signal });
    signal.addEventListener('abort', end, { signal: done.signal });
  });
}

/**
 * Follows the simulator until `signal` ends it, and connects again whenever the stream breaks. A simulator that was there
 * and is missing may be in the middle of a deploy: only when it stays away is it gone.
 */
export async function watch(onAction: (action: Action) => void, signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT_MS;
  let patience = 0;
  while (!signal.aborted) {
    const link = await follow((action) => {
      wait = FIRST_WAIT_MS;
      patience = DEPLOY_TRIES;
      onAction(action);
    }, signal);
    if (signal.aborted) return;
    patience -= 1;
    onAction({ type: 'link', link: link === 'gone' && patience > 0 ? 'reconnecting' : link });
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}
