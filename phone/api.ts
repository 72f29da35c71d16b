import type { EventSourceMessage } from 'eventsource-parser';
import { readEventStream } from './event-stream';
import { bearer, tokenKey } from './place';
import { stored } from './remember';
import { addressOn, type Action, type Draft, type Link } from './store';
import { partsOf, readError, readMessage, readNumber, readSid, readState, type TextMessage } from './wire';
import { t } from './words';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** With the waits that double, some seven seconds. */
const DEPLOY_TRIES = 5;
/** The server sends a heartbeat every 15 s: a stream that is silent for longer than two has died unnoticed. */
const SILENCE_MS = 40_000;

/** A text that did not reach the flow, in words for the person. */
export class SendError extends Error {
  constructor(
    message: string,
    /** The answer was lost: the text may have arrived. */
    readonly unsure: boolean,
  ) {
    super(message);
  }
}

function address(endpoint: string): URL {
  return new URL(endpoint, location.href);
}

function headers(more: Record<string, string>): Record<string, string> {
  const token = bearer(stored(tokenKey(location.pathname)));
  return token === undefined ? more : { ...more, Authorization: `Bearer ${token}` };
}

/** Texts a number of the account. Resolves once the flow's webhook has answered; throws a {@link SendError}. */
export async function send(draft: Draft): Promise<TextMessage> {
  const { body, media, channel } = draft;
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(address('messages'), {
      method: 'POST',
      headers: headers({ 'Content-Type': 'application/json' }),
      body: JSON.stringify({
        from: addressOn(channel, draft.from),
        to: addressOn(channel, draft.to),
        body,
        channel,
        ...(media.length > 0 ? { media } : {}),
        ...partsOf(draft),
      }),
    });
    answer = await response.json().catch(() => undefined);
  } catch {
    throw new SendError(t.noAnswer, true);
  }
  if (response.status === 401) throw new SendError(t.login, false);
  const message = response.ok ? readMessage(answer) : undefined;
  if (!message) throw new SendError(readError(answer) || t.httpStatus(response.status), false);
  return message;
}

/** Tells the flow that the person has read its WhatsApp message. Rejects when that did not get there. */
export async function markRead(sid: string): Promise<void> {
  const response = await fetch(address(`messages/${encodeURIComponent(sid)}/read`), {
    method: 'POST',
    headers: headers({ 'Content-Type': 'application/json' }),
    body: '{}',
  });
  if (!response.ok) throw new Error(t.httpStatus(response.status));
}

/** A file that the simulator holds itself, by the SID of its media. Rejects when it is not there. */
export async function fetchFile(sid: string): Promise<Blob> {
  const response = await fetch(address(`files/${encodeURIComponent(sid)}`), { headers: headers({}) });
  if (!response.ok) throw new Error(t.httpStatus(response.status));
  return response.blob();
}

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
