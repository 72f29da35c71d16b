/** How far each status of a message is on its way. https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
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

/** How far each status of a call is on its way. https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
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

/** How many messages or calls an order remembers. */
const REMEMBERED = 10_000;

/** Tells whether a status comes in order. It learns of every status that it is asked about. */
export type StatusOrder = (sid: string, status: string) => boolean;

/**
 * Knows how far each message is, and turns away a status that comes after a later one. A status that it does not know is
 * let through. The message that was heard of longest ago is forgotten first.
 */
function orderBy(progress: Readonly<Record<string, number>>, remembered: number): StatusOrder {
  const furthest = new Map<string, number>();
  return (sid, status) => {
    const step = progress[status];
    if (step === undefined) return true;
    const before = furthest.get(sid) ?? -1;
    furthest.delete(sid);
    furthest.set(sid, Math.max(step, before));
    if (furthest.size > remembered) {
      const [oldest = ''] = furthest.keys();
      furthest.delete(oldest);
    }
    return step >= before;
  };
}

/** The order of messages' statuses: queued, sent, delivered, read. */
export const messageStatusOrder = (remembered = REMEMBERED): StatusOrder => orderBy(MESSAGE_PROGRESS, remembered);

/** The order of calls' statuses: initiated, ringing, in-progress, completed. */
export const callStatusOrder = (remembered = REMEMBERED): StatusOrder => orderBy(CALL_PROGRESS, remembered);
