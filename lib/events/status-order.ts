import { LRUCache } from 'lru-cache';

/** The order of a message's statuses. https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const MESSAGE_PROGRESS: Readonly<Record<string, number>> = {
  accepted: 0,
  scheduled: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  delivered: 4,
  undelivered: 4,
  failed: 4,
  canceled: 4,
  read: 5,
};

/** The order of a call's statuses. https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const CALL_PROGRESS: Readonly<Record<string, number>> = {
  queued: 0,
  initiated: 1,
  ringing: 2,
  'in-progress': 3,
  completed: 4,
  busy: 4,
  failed: 4,
  'no-answer': 4,
  canceled: 4,
};

/** How many messages or calls are remembered. */
const MAX_REMEMBERED = 10_000;

/**
 * Whether a status comes in order, and not after a later one of the same message or call. It must be called with every
 * status. An unknown status is always in order.
 */
export type StatusOrder = (sid: string, status: string) => boolean;

function orderBy(progress: Readonly<Record<string, number>>, maxRemembered: number): StatusOrder {
  const furthest = new LRUCache<string, number>({
    // Counted as size and not as `max`, which would reserve memory for all of them at once.
    maxSize: maxRemembered,
    sizeCalculation: () => 1,
  });
  return (sid, status) => {
    const step = progress[status];
    if (step === undefined) return true;
    const before = furthest.get(sid) ?? -1;
    furthest.set(sid, Math.max(step, before));
    return step >= before;
  };
}

/** The order of messages' statuses, such as queued, sent, delivered, read. */
export const messageStatusOrder = (maxRemembered = MAX_REMEMBERED): StatusOrder =>
  orderBy(MESSAGE_PROGRESS, maxRemembered);

/** The order of calls' statuses, such as initiated, ringing, in-progress, completed. */
export const callStatusOrder = (maxRemembered = MAX_REMEMBERED): StatusOrder => orderBy(CALL_PROGRESS, maxRemembered);
