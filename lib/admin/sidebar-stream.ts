import type { Request, Response } from 'express';
import { openEventStream } from '../../simulator/control/event-stream';
import type { ActivityEntry } from '../activity/entry';
import { rowOf, type Redact } from '../activity/rows';
import { accountOf } from '../node-red/account-node';
import { activityOf } from '../node-red/activity';
import { liveCallsOf } from '../node-red/live-calls';
import type { Red } from '../node-red/red';

/** How long changes are collected before they are sent, in milliseconds. */
const BATCH_MS = 100;

/** How often the live calls are checked for changes, in milliseconds. */
const CALLS_INTERVAL_MS = 500;

/** The most rows of one event. */
const MAX_ROWS = 500;

/** Replaces every text while an account is being deployed, because its secrets are not known then. */
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

  const stream = openEventStream(request, response, {
    ended: () => {
      clearTimeout(batch);
      clearInterval(timer);
      unwatch();
    },
    beat: () => {
      // Checking more often is not needed, because a deployment takes longer.
      if (accountOf(red, id) !== undefined) return;
      stream.event('gone', {});
      stream.end();
    },
  });
  const sendRows = (entries: readonly ActivityEntry[]): void => {
    for (let start = 0; start < entries.length; start += MAX_ROWS) {
      stream.event(
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
    const calls = liveCallsOf(current());
    const text = JSON.stringify(calls);
    if (text === lastCalls) return;
    lastCalls = text;
    stream.event('calls', calls);
  };
  const timer = setInterval(sendCalls, CALLS_INTERVAL_MS).unref();
  const unwatch = log.watch((entry) => {
    dirty.set(entry.id, entry);
    batch ??= setTimeout(flush, BATCH_MS);
  });

  stream.event('reset', {});
  sendRows(log.list());
  sendCalls();
}
