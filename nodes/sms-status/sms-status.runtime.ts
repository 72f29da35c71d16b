import { messageStatusTrigger, type MessageStatusTriggerFields } from '../../lib/node-red/message-status-trigger';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createTrigger } from '../../lib/node-red/trigger';

/** Starts a flow for each status of a sent SMS, MMS or RCS message. */
export function create(red: Red, node: Node, def: NodeDef & MessageStatusTriggerFields): void {
  createTrigger(
    red,
    node,
    def,
    messageStatusTrigger((event) => event.channel !== 'whatsapp'),
  );
}
