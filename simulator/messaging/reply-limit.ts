import type { Timers } from '../core/clock';
import type { ReplyLimit } from '../model/message-records';

const MAX_REPLIES = 15;
const WINDOW_MS = 30_000;

/**
 * Twilio sends at most 15 TwiML replies within 30 seconds between two numbers.
 * https://www.twilio.com/docs/api/errors/14107
 */
export function createReplyLimit(timers: Timers): ReplyLimit {
  const sent = new Map<string, number[]>();
  return {
    allow(from, to) {
      const now = timers.now();
      for (const [pair, times] of sent) {
        // The map is sorted by the last reply, so the remaining pairs are recent too.
        if ((times[times.length - 1] ?? 0) > now - WINDOW_MS) break;
        sent.delete(pair);
      }
      const pair = `${from} ${to}`;
      const recent = (sent.get(pair) ?? []).filter((time) => time > now - WINDOW_MS);
      if (recent.length >= MAX_REPLIES) return false;
      sent.delete(pair);
      sent.set(pair, [...recent, now]);
      return true;
    },
  };
}
