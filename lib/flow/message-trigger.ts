import { lazy } from '../lazy';
import type { MessageEvent } from '../events/message';
import { messageFilter, type MessageFilterFields } from '../events/message-filter';
import { messageContent } from '../messages/content';
import type * as twimlModule from '../messages/twiml';
import type { TriggerDeclaration, TriggerFields } from './trigger';

/** The properties of a message trigger, as Node-RED stores them. */
export interface MessageTriggerFields extends TriggerFields, MessageFilterFields {
  respond?: 'empty' | 'text' | 'flow';
  replyText?: string;
  /** Addresses with commas or white space between. */
  replyMedia?: string;
  /** How long Twilio waits for the flow, in seconds. */
  deadline?: number | string;
}

const twiml = lazy<typeof twimlModule>(__filename, '../messages/twiml');

/** Twilio gives up after 15 s, so an answer has to be on its way before. */
const LONGEST_DEADLINE = 14;
const DEFAULT_DEADLINE = 10;

/** A deadline in seconds, from 1 to 14; the default when it is no number. */
export function deadlineOf(value: unknown): number {
  const seconds = Number(value === '' || value === undefined || value === null ? DEFAULT_DEADLINE : value);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), LONGEST_DEADLINE) : DEFAULT_DEADLINE;
}

/** The trigger for incoming messages of some channels. `sms-in` and `whatsapp-in` share the endpoint and all but this. */
export function messageTrigger(
  concerns: (event: MessageEvent) => boolean,
): TriggerDeclaration<'message', MessageTriggerFields> {
  return {
    kind: 'message',
    concerns,
    filter: messageFilter,
    answer({ respond, replyText, replyMedia, deadline }) {
      if (respond === 'flow') return () => ({ by: 'flow', deadline: deadlineOf(deadline) });
      if (respond !== 'text') return () => ({ by: 'empty' });
      const document = twiml().messageTwiml(messageContent(replyText, replyMedia));
      return () => ({ by: 'document', twiml: document });
    },
    payload: (event) => event.body,
    topic: (event) => event.from,
  };
}
