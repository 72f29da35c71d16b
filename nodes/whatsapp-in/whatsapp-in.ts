import type { MessageTriggerFields } from '../../lib/flow/message-trigger';
import { createTrigger, messageTrigger } from '../../lib/flow/on-demand';
import type { Node, NodeDef, Red } from '../../lib/flow/red';

/** WhatsApp messages, on the same webhook as SMS. */
const whatsappIn = () => messageTrigger((event) => event.channel === 'whatsapp');

export = (red: Red): void => {
  red.nodes.registerType('twilio-whatsapp-in', function (this: Node, def: NodeDef & MessageTriggerFields) {
    createTrigger(red, this, def, whatsappIn());
  });
};
