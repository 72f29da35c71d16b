import type { OptOutType, OptOuts } from '../model/message-records';

const KEYWORDS: Record<OptOutType, readonly string[]> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

/** Twilio's automatic replies. */
const REPLIES: Record<OptOutType, string> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** The type of a message that is a keyword, in any case and with white space around it. */
export function optOutTypeOf(body: string): OptOutType | undefined {
  const word = body.trim().toUpperCase();
  if (KEYWORDS.STOP.includes(word)) return 'STOP';
  if (KEYWORDS.START.includes(word)) return 'START';
  return KEYWORDS.HELP.includes(word) ? 'HELP' : undefined;
}

/**
 * A STOP to one sender of a Messaging Service opts out of the whole service, and a START opts in again.
 * https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 *
 * @param limit the maximum number of opt-outs; the oldest are removed
 */
export function createOptOuts(limit = 10_000): OptOuts {
  const stopped = new Set<string>();
  const stoppedServices = new Set<string>();
  const key = (own: string, person: string): string => `${own} ${person}`;
  const addTo = (set: Set<string>, entry: string): void => {
    set.add(entry);
    const [oldest] = set;
    if (set.size > limit && oldest !== undefined) set.delete(oldest);
  };
  return {
    has: (own, person) => stopped.has(key(own, person)),
    hasServices: (person) => stoppedServices.has(person),
    handle(own, person, body) {
      const type = optOutTypeOf(body);
      if (type === undefined) return undefined;
      const pair = key(own, person);
      const wasStopped = stopped.has(pair);
      if (type === 'HELP') return wasStopped ? { type } : { type, reply: REPLIES.HELP };
      if (type === 'START') {
        // Without an opt-out, YES and START are ordinary words.
        const hadStoppedServices = stoppedServices.delete(person);
        return stopped.delete(pair) || hadStoppedServices ? { type, reply: REPLIES.START } : { type };
      }
      addTo(stopped, pair);
      addTo(stoppedServices, person);
      return wasStopped ? { type } : { type, reply: REPLIES.STOP };
    },
  };
}
