import { messageStatusFilter, type MessageStatusFilterFields } from '../events/message-filters';
import type { MessageStatusEvent } from '../events/message-status';
import type { TriggerDeclaration, TriggerFields } from './trigger';

/** The properties of a message status trigger, as Node-RED stores them. */
export type MessageStatusTriggerFields = TriggerFields & MessageStatusFilterFields;

/** The trigger for the statuses of sent messages on some channels. Twilio ignores the answer, so it is empty. */
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
