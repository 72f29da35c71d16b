/** How Twilio makes one webhook: its own defaults, or what the fragment of the URL asks for. Times in milliseconds. */
export interface ConnectionOverrides {
  connectMs: number;
  readMs: number;
  /** For all tries together. */
  totalMs: number;
  retries: number;
  /** What is worth another try. */
  policy: ReadonlySet<'4xx' | '5xx' | 'ct' | 'rt'>;
}

const POLICIES = ['4xx', '5xx', 'ct', 'rt'] as const;

/**
 * Reads the connection overrides in the fragment of a webhook URL, such as `#rc=2&rp=all`. Values out of range are
 * ignored. Without any, Twilio tries once more when the connection could not be made.
 *
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function readOverrides(url: string): ConnectionOverrides {
  const hash = url.indexOf('#');
  const asked = new URLSearchParams(hash === -1 ? '' : url.slice(hash + 1));
  const policy = (asked.get('rp') ?? 'ct').split(',').map((word) => word.trim());
  return {
    connectMs: boundedInteger(asked.get('ct'), 100, 10_000, 5_000),
    readMs: boundedInteger(asked.get('rt'), 100, 15_000, 15_000),
    totalMs: boundedInteger(asked.get('tt'), 100, 15_000, 15_000),
    retries: boundedInteger(asked.get('rc'), 0, 5, 1),
    policy: new Set(POLICIES.filter((name) => policy.includes('all') || policy.includes(name))),
  };
}

function boundedInteger(text: string | null, least: number, most: number, otherwise: number): number {
  if (text === null || !/^\d+$/.test(text)) return otherwise;
  const value = Number(text);
  return value >= least && value <= most ? value : otherwise;
}
