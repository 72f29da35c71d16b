/** Twilio gives up after 15 s, so an answer has to be on its way before. */
const LONGEST_DEADLINE = 14;
const DEFAULT_DEADLINE = 10;

/** How long Twilio waits for a flow, in seconds, from 1 to 14; the default when it is no number. */
export function deadlineOf(value: unknown): number {
  const seconds = Number(value === '' || value === undefined || value === null ? DEFAULT_DEADLINE : value);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), LONGEST_DEADLINE) : DEFAULT_DEADLINE;
}
