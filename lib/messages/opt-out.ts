import type { MessageEvent } from '../events/message';

/** The words that opt a person out. https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out */
const STOP_WORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);

/** Whether a message opts the person out, or was answered by Twilio with help. "YES" is an answer like any other. */
export const isOptOut = ({ body, optOutType }: Pick<MessageEvent, 'body' | 'optOutType'>): boolean =>
  optOutType === 'STOP' || optOutType === 'HELP' || STOP_WORDS.has(body.trim().toUpperCase());
