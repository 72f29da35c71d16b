import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call';
import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { CATALOGUE, type Operation } from './catalogue';
import { runOperation } from './run';

/** How many messages or calls had each status. */
export interface Rate {
  total: number;
  byStatus: Record<string, number>;
  /** The share that was successful of those that have ended, from 0 to 1. Absent when none has ended. */
  rate?: number;
}

/** The messages and calls of some days. */
export interface Analytics {
  /** The first day, such as `2026-11-20`. */
  from: string;
  /** The last day. */
  to: string;
  /** Outgoing messages. `rate` is the share that was delivered or read. */
  messages: Rate;
  /** The error codes of outgoing messages, the most frequent first. */
  errors: { code: number; count: number }[];
  /** Calls in both directions. `rate` is the share that was completed. */
  calls: Rate;
  /** Whether there were more messages or calls than are counted. */
  cut: boolean;
}

/** The most messages, and the most calls, that are counted. */
const MAX_COUNTED_RESOURCES = 10_000;

/** The most days that are counted. */
export const MAX_DAYS = 3650;

const DELIVERED = new Set(['delivered', 'read']);
const MESSAGE_ENDED = new Set(['delivered', 'read', 'undelivered', 'failed']);
const CALL_COMPLETED = new Set(['completed']);
const CALL_ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

type Message = Partial<PlainResource<MessageInstance>>;
type Call = Partial<PlainResource<CallInstance>>;

function rateOf(
  resources: readonly { status?: string }[],
  successful: ReadonlySet<string>,
  ended: ReadonlySet<string>,
): Rate {
  const byStatus: Record<string, number> = {};
  for (const { status } of resources) {
    const name = String(status);
    byStatus[name] = (byStatus[name] ?? 0) + 1;
  }
  const sum = (statuses: ReadonlySet<string>) =>
    [...statuses].reduce((total, status) => total + (byStatus[status] ?? 0), 0);
  const allEnded = sum(ended);
  return {
    total: resources.length,
    byStatus,
    ...(allEnded === 0 ? {} : { rate: sum(successful) / allEnded }),
  };
}

function errorsOf(messages: readonly Message[]): Analytics['errors'] {
  const counts = new Map<number, number>();
  for (const { errorCode } of messages) {
    if (typeof errorCode === 'number') counts.set(errorCode, (counts.get(errorCode) ?? 0) + 1);
  }
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count || a.code - b.code);
}

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

async function listSince(account: Account, operation: Operation, parameter: string, day: string) {
  const result = await runOperation(account, operation, { [parameter]: day }, { limit: MAX_COUNTED_RESOURCES + 1 });
  return result.gives === 'list' ? result.resources : [];
}

/**
 * Counts the messages and calls of some days, from Twilio's lists.
 * @param days how many days, including today: from 1 to {@link MAX_DAYS}
 * @throws {TwilioError} the error that Twilio returns
 */
export async function analyse(account: Account, days: number, now = new Date()): Promise<Analytics> {
  const daysBack = Math.min(MAX_DAYS, Math.max(1, Math.floor(days) || 1)) - 1;
  const from = dayOf(new Date(now.getTime() - daysBack * DAY_MS));
  const messages: Message[] = await listSince(account, CATALOGUE.messages.list, 'sentAfter', from);
  const calls: Call[] = await listSince(account, CATALOGUE.calls.list, 'startedAfter', from);
  const sent = messages.slice(0, MAX_COUNTED_RESOURCES).filter(({ direction }) => direction !== 'inbound');
  return {
    from,
    to: dayOf(now),
    messages: rateOf(sent, DELIVERED, MESSAGE_ENDED),
    errors: errorsOf(sent),
    calls: rateOf(calls.slice(0, MAX_COUNTED_RESOURCES), CALL_COMPLETED, CALL_ENDED),
    cut: messages.length > MAX_COUNTED_RESOURCES || calls.length > MAX_COUNTED_RESOURCES,
  };
}
