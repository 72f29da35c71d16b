/** Twilio waits 15 seconds for a response. */
const MAX_DEADLINE_SECONDS = 14;
const DEFAULT_DEADLINE_SECONDS = 10;

/** How long Twilio waits for a flow, in seconds: from 1 to 14, and 10 when it is not a number. */
export function deadlineSeconds(value: unknown): number {
  const seconds = Number(value === '' || value === undefined || value === null ? DEFAULT_DEADLINE_SECONDS : value);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), MAX_DEADLINE_SECONDS) : DEFAULT_DEADLINE_SECONDS;
}
