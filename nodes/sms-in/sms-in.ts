import type { MessageTriggerFields } from '../../lib/node-red/message-trigger';
import { createTrigger, messageTrigger } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';

/** SMS, MMS and RCS: what is not WhatsApp, which has a node of its own on the same webhook. */
const smsIn = () => messageTrigger((event) => event.channel !== 'whatsapp');

export = (red: Red): void => {
  red.nodes.registerType('twilio-sms-in', function (this: Node, def: NodeDef & MessageTriggerFields) {
    createTrigger(red, this, def, smsIn());
  });
};
