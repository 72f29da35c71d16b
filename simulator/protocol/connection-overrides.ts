/** The limits and retries of one webhook. Times are in milliseconds. */
export interface ConnectionOverrides {
  connectMs: number;
  readMs: number;
  /** For all attempts together. */
  totalMs: number;
  retries: number;
  /** The failures that are retried. */
  policy: ReadonlySet<'4xx' | '5xx' | 'ct' | 'rt'>;
}

const POLICIES = ['4xx', '5xx', 'ct', 'rt'] as const;

/**
 * Reads the connection overrides in the fragment of a webhook URL, such as `#rc=2&rp=all`. Values out of range are ignored. By
 * default Twilio retries once after a failed connection.
 *
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function readOverrides(url: string): ConnectionOverrides {
  const hash = url.indexOf('#');
  const fragment = new URLSearchParams(hash === -1 ? '' : url.slice(hash + 1));
  const policy = (fragment.get('rp') ?? 'ct').split(',').map((word) => word.trim());
  return {
    connectMs: boundedInteger(fragment.get('ct'), 100, 10_000, 5_000),
    readMs: boundedInteger(fragment.get('rt'), 100, 15_000, 15_000),
    totalMs: boundedInteger(fragment.get('tt'), 100, 15_000, 15_000),
    retries: boundedInteger(fragment.get('rc'), 0, 5, 1),
    policy: new Set(POLICIES.filter((name) => policy.includes('all') || policy.includes(name))),
  };
}

function boundedInteger(text: string | null, min: number, max: number, fallback: number): number {
  if (text === null || !/^\d+$/.test(text)) return fallback;
  const value = Number(text);
  return value >= min && value <= max ? value : fallback;
}
