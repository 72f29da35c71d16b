/** The statuses of one message in their order, without the last, which is one of two. */
export const STATUSES = ['queued', 'sending', 'sent'] as const;
/** How a message ends. */
export const LAST = { delivered: 'delivered', undelivered: 'undelivered' } as const;

/** How far a message is with a status. */
export const STEPS: ReadonlyMap<string, number> = new Map([
  ...STATUSES.map((status, step) => [status, step] as const),
  [LAST.delivered, STATUSES.length],
  [LAST.undelivered, STATUSES.length],
]);

/** What came out of a flow, as `bench-statuses` remembers it: 32-bit numbers in base64. */
export interface Passed {
  passed: string;
}
