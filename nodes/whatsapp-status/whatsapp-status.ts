import type { MessageStatusTriggerFields } from '../../lib/node-red/message-status-trigger';
import { createTrigger, messageStatusTrigger } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';

/** What becomes of sent WhatsApp messages; `read` too. */
const whatsappStatus = () => messageStatusTrigger((event) => event.channel === 'whatsapp');

export = (red: Red): void => {
  red.nodes.registerType('twilio-whatsapp-status', function (this: Node, def: NodeDef & MessageStatusTriggerFields) {
    createTrigger(red, this, def, whatsappStatus());
  });
};
