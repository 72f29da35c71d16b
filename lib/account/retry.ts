/** How often and how long a request that Twilio turned away with 429 is tried again. */
export interface RetryRules {
  /** Tries after the first one. */
  retries: number;
  /** The longest single wait, in milliseconds. A server that asks for more gets no further try. */
  maxWaitMs: number;
  /** The wait before the first retry when the answer names none, in milliseconds; it doubles from there. */
  firstWaitMs: number;
}

export const DEFAULT_RETRY: RetryRules = { retries: 8, maxWaitMs: 30_000, firstWaitMs: 500 };

/**
 * How long a `Retry-After` header asks to wait, in milliseconds: seconds or an HTTP date.
 * @returns `undefined` when there is no header or it is neither
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const value = header?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * The wait before a retry, in milliseconds, with up to a quarter more so that many senders do not come back at once.
 * @param tries how many tries there have been, 1 or more
 * @returns `undefined` when there is to be no further try
 */
export function retryDelayMs(
  tries: number,
  header: string | undefined,
  rules: RetryRules = DEFAULT_RETRY,
  now = Date.now(),
  random = Math.random,
): number | undefined {
  if (tries > rules.retries) return undefined;
  const asked = retryAfterMs(header, now);
  if (asked !== undefined && asked > rules.maxWaitMs) return undefined;
  // A server that asks for no wait at all gets the first one all the same.
  const wait =
    asked === undefined
      ? Math.min(rules.firstWaitMs * 2 ** (tries - 1), rules.maxWaitMs)
      : Math.max(asked, rules.firstWaitMs);
  return Math.round(wait * (1 + random() / 4));
}
