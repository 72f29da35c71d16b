import type { MessageStatusTriggerFields } from '../../lib/node-red/message-status-trigger';
import { createTrigger, messageStatusTrigger } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';

/** What becomes of sent messages that are not WhatsApp. */
const smsStatus = () => messageStatusTrigger((event) => event.channel !== 'whatsapp');

export = (red: Red): void => {
  red.nodes.registerType('twilio-sms-status', function (this: Node, def: NodeDef & MessageStatusTriggerFields) {
    createTrigger(red, this, def, smsStatus());
  });
};
