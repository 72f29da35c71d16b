import type { Request, Response } from 'express';
import type { ActivityEntry } from '../activity/entry';
import { rowOf, type Redact } from '../activity/rows';
import { accountOf } from '../node-red/account-node';
import { activityOf } from '../node-red/activity';
import { liveCallsOf } from '../node-red/live-calls';
import type { Red } from '../node-red/red';

/** How long changes are collected before they are sent, in milliseconds. */
const BATCH_MS = 100;

/** How often the live calls are checked for changes, in milliseconds. */
const CALLS_MS = 500;

const HEARTBEAT_MS = 15_000;

/** The most rows of one event. */
const MAX_ROWS = 500;

/** An editor with more unread data is disconnected. It gets everything when it connects again. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** Removes what is secret while an account is being deployed. */
const HIDE: Redact = () => '…';

/**
 * Sends the activity and the live calls of an account as server-sent events, for as long as a sidebar is open:
 *
 * - `reset`: an empty list follows, `{ redactedBy }`
 * - `rows`: rows that are new or have changed, the oldest first
 * - `calls`: all live calls in steps, when they have changed
 * - `gone`: the account was deleted or disabled
 */
export function streamActivity(red: Red, request: Request, response: Response): void {
  const id = String(request.params['id'] ?? '');
  const first = accountOf(red, id);
  if (first === undefined) {
    response.status(404).json({ error: 'This account is not deployed.' });
    return;
  }
  let node = first;
  const current = (): typeof node => {
    const deployed = accountOf(red, id);
    if (deployed !== undefined) node = deployed;
    return node;
  };
  const redact: Redact = (text) => (current().account as typeof node.account | undefined)?.redact(text) ?? HIDE(text);
  const log = activityOf(id);
  const dirty = new Map<number, ActivityEntry>();
  let batch: NodeJS.Timeout | undefined;
  let lastCalls = '';
  let isEnded = false;

  const write = (text: string): void => {
    if (isEnded) return;
    response.write(text);
    if (response.writableLength > MAX_UNREAD_BYTES) {
      end();
      response.destroy();
    }
  };
  const event = (name: string, data: unknown): void => {
    write(`event: ${name}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  };
  const sendRows = (entries: readonly ActivityEntry[]): void => {
    for (let start = 0; start < entries.length; start += MAX_ROWS) {
      event(
        'rows',
        entries.slice(start, start + MAX_ROWS).map((entry) => rowOf(entry, redact)),
      );
    }
  };
  const flush = (): void => {
    batch = undefined;
    const entries = [...dirty.values()].sort((a, b) => a.id - b.id);
    dirty.clear();
    sendRows(entries);
  };
  const sendCalls = (): void => {
    const calls = JSON.stringify(liveCallsOf(current()));
    if (calls === lastCalls) return;
    lastCalls = calls;
    event('calls', calls);
  };
  const timers = [
    setInterval(sendCalls, CALLS_MS),
    setInterval(() => {
      // Checking more often is not needed, because a deployment takes longer.
      if (accountOf(red, id) === undefined) {
        event('gone', {});
        end();
      } else write(': keep-alive\n\n');
    }, HEARTBEAT_MS),
  ];
  for (const timer of timers) timer.unref();
  const unwatch = log.watch((entry) => {
    dirty.set(entry.id, entry);
    batch ??= setTimeout(flush, BATCH_MS);
  });
  function end(): void {
    if (isEnded) return;
    isEnded = true;
    clearTimeout(batch);
    for (const timer of timers) clearInterval(timer);
    unwatch();
    response.end();
  }
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
  event('reset', {});
  sendRows(log.list());
  sendCalls();
}
