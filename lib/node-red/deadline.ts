/** Twilio gives up after 15 s, so an answer has to be on its way before. */
const MAX_DEADLINE_SECONDS = 14;
const DEFAULT_DEADLINE_SECONDS = 10;

/** How long Twilio waits for a flow, in seconds, from 1 to 14; the default when it is no number. */
export function deadlineSeconds(value: unknown): number {
  const seconds = Number(value === '' || value === undefined || value === null ? DEFAULT_DEADLINE_SECONDS : value);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), MAX_DEADLINE_SECONDS) : DEFAULT_DEADLINE_SECONDS;
}
