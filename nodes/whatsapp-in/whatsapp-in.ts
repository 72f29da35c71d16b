import type { MessageTriggerFields } from '../../lib/node-red/message-trigger';
import { createTrigger, messageTrigger } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';

/** WhatsApp messages, on the same webhook as SMS. */
const whatsappIn = () => messageTrigger((event) => event.channel === 'whatsapp');

export = (red: Red): void => {
  red.nodes.registerType('twilio-whatsapp-in', function (this: Node, def: NodeDef & MessageTriggerFields) {
    createTrigger(red, this, def, whatsappIn());
  });
};
