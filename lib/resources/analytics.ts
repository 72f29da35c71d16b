import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { CATALOGUE } from './catalogue';
import { runOperation } from './run';

/** How many there were of each status, and the share that came through. */
export interface Rate {
  total: number;
  byStatus: Record<string, number>;
  /** From 0 to 1: of those that have ended; absent while none has. */
  rate?: number;
}

/** The messages and calls of a span of days. */
export interface Analytics {
  from: string;
  to: string;
  /** Sent messages; `rate` is the share that was delivered or read. */
  messages: Rate;
  /** Messages by error code, the most frequent first. */
  errors: { code: number; count: number }[];
  /** Calls; `rate` is the share that was completed. */
  calls: Rate;
  /** Whether there were more than were counted. */
  cut: boolean;
}

/** The most messages and the most calls that are counted. */
const MOST = 10_000;

/** The most days that can be looked back. */
export const MAX_DAYS = 3650;

const DELIVERED = new Set(['delivered', 'read']);
const MESSAGE_ENDED = new Set(['delivered', 'read', 'undelivered', 'failed']);
const CALL_ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

function rateOf(resources: readonly Resource[], good: ReadonlySet<string>, ended: ReadonlySet<string>): Rate {
  const byStatus: Record<string, number> = {};
  for (const { status } of resources) {
    const name = String(status);
    byStatus[name] = (byStatus[name] ?? 0) + 1;
  }
  const sum = (wanted: ReadonlySet<string>) => [...wanted].reduce((all, status) => all + (byStatus[status] ?? 0), 0);
  const over = sum(ended);
  return { total: resources.length, byStatus, ...(over === 0 ? {} : { rate: sum(good) / over }) };
}

function errorsOf(messages: readonly Resource[]): Analytics['errors'] {
  const counts = new Map<number, number>();
  for (const { errorCode } of messages) {
    if (typeof errorCode === 'number') counts.set(errorCode, (counts.get(errorCode) ?? 0) + 1);
  }
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count || a.code - b.code);
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

/**
 * Delivery and completion rates over a span of days, counted from Twilio's lists.
 * @param days how many days back, today included
 * @throws {TwilioError}
 */
export async function analyse(account: Account, days: number, now = new Date()): Promise<Analytics> {
  const back = Math.min(MAX_DAYS, Math.max(1, Math.floor(days) || 1)) - 1;
  const first = new Date(now.getTime() - back * 24 * 60 * 60 * 1000);
  const from = day(first);
  const list = async (
    operation: (typeof CATALOGUE)['messages']['list'] | (typeof CATALOGUE)['calls']['list'],
    since: string,
  ) => {
    const given = await runOperation(account, operation, { [since]: from }, { limit: MOST + 1 });
    return given.gives === 'list' ? given.resources : [];
  };
  const messages = await list(CATALOGUE.messages.list, 'sentAfter');
  const calls = await list(CATALOGUE.calls.list, 'startedAfter');
  const sent = messages.slice(0, MOST).filter(({ direction }) => direction !== 'inbound');
  return {
    from,
    to: day(now),
    messages: rateOf(sent, DELIVERED, MESSAGE_ENDED),
    errors: errorsOf(sent),
    calls: rateOf(calls.slice(0, MOST), new Set(['completed']), CALL_ENDED),
    cut: messages.length > MOST || calls.length > MOST,
  };
}
