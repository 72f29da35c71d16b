import { messageTrigger, type MessageTriggerFields } from '../../lib/node-red/message-trigger';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createTrigger } from '../../lib/node-red/trigger';

/** Starts a flow for each incoming SMS, MMS or RCS message. WhatsApp messages come to the same webhook. */
export function create(red: Red, node: Node, def: NodeDef & MessageTriggerFields): void {
  createTrigger(
    red,
    node,
    def,
    messageTrigger((event) => event.channel !== 'whatsapp'),
  );
}
