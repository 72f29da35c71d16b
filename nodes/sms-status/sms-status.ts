import type { MessageStatusTriggerFields } from '../../lib/flow/message-status-trigger';
import { createTrigger, messageStatusTrigger } from '../../lib/flow/on-demand';
import type { Node, NodeDef, Red } from '../../lib/flow/red';

/** What becomes of sent messages that are not WhatsApp. */
const smsStatus = () => messageStatusTrigger((event) => event.channel !== 'whatsapp');

export = (red: Red): void => {
  red.nodes.registerType('twilio-sms-status', function (this: Node, def: NodeDef & MessageStatusTriggerFields) {
    createTrigger(red, this, def, smsStatus());
  });
};
