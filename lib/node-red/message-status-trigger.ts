import { messageStatusFilter, type MessageStatusFilterFields } from '../events/event-filters';
import type { MessageStatusEvent } from '../events/message-status';
import type { TriggerDeclaration, TriggerFields } from './trigger';

/** The properties of a message status trigger, as Node-RED stores them. */
export type MessageStatusTriggerFields = TriggerFields & MessageStatusFilterFields;

/** The trigger for what becomes of the messages of some channels. Twilio only informs, so the answer is empty. */
export function messageStatusTrigger(
  matches: (event: MessageStatusEvent) => boolean,
): TriggerDeclaration<'message-status', MessageStatusTriggerFields> {
  return {
    kind: 'message-status',
    matches,
    filter: messageStatusFilter,
    answer: () => () => ({ by: 'empty' }),
    payload: (event) => event.status,
    topic: (event) => event.to,
  };
}
