/** How a request that Twilio answers with 429 is repeated. */
export interface RetryRules {
  /** How many tries follow the first one. */
  retries: number;
  /** The longest delay, in milliseconds. A request for which Twilio names a longer one is not repeated. */
  maxWaitMs: number;
  /** The first delay when the answer names none, in milliseconds. It doubles from try to try. */
  firstWaitMs: number;
}

/** Eight more tries, with at most 30 seconds before each. */
export const DEFAULT_RETRY: RetryRules = { retries: 8, maxWaitMs: 30_000, firstWaitMs: 500 };

/**
 * The delay that a `Retry-After` header names, in seconds or as an HTTP date.
 * @returns milliseconds; `undefined` when there is no valid header
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const value = header?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * The delay before the next try. It is up to a quarter longer at random, so that many senders do not retry at the same
 * moment.
 * @param tries how many tries there have been, 1 or more
 * @param header the value of `Retry-After`
 * @returns milliseconds; `undefined` when there should be no further try
 */
export function retryDelayMs(
  tries: number,
  header: string | undefined,
  rules: RetryRules = DEFAULT_RETRY,
  now = Date.now(),
  random = Math.random,
): number | undefined {
  if (tries > rules.retries) return undefined;
  const named = retryAfterMs(header, now);
  if (named !== undefined && named > rules.maxWaitMs) return undefined;
  // At least the first delay, also when the answer names a delay of 0.
  const delay =
    named === undefined
      ? Math.min(rules.firstWaitMs * 2 ** (tries - 1), rules.maxWaitMs)
      : Math.max(named, rules.firstWaitMs);
  return Math.round(delay * (1 + random() / 4));
}
