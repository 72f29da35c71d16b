/** The statuses of a message in order, without the final one. */
export const STATUSES = ['queued', 'sending', 'sent'] as const;
/** The final statuses of a message. */
export const LAST = { delivered: 'delivered', undelivered: 'undelivered' } as const;

/** The position of each status, from 0. The two final statuses have the same. */
export const STEPS: ReadonlyMap<string, number> = new Map([
  ...STATUSES.map((status, step) => [status, step] as const),
  [LAST.delivered, STATUSES.length],
  [LAST.undelivered, STATUSES.length],
]);

/** The statuses that `bench-statuses` has stored: 32-bit numbers in Base64. */
export interface Passed {
  passed: string;
}
