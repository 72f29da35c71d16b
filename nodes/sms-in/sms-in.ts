import { messageTrigger, type MessageTriggerFields } from '../../lib/flow/message-trigger';
import type { Node, NodeDef, Red } from '../../lib/flow/red';
import { createTrigger } from '../../lib/flow/trigger';

/** SMS, MMS and RCS: what is not WhatsApp, which has a node of its own on the same webhook. */
const smsIn = messageTrigger((event) => event.channel !== 'whatsapp');

export = (red: Red): void => {
  red.nodes.registerType('twilio-sms-in', function (this: Node, def: NodeDef & MessageTriggerFields) {
    createTrigger(red, this, def, smsIn);
  });
};
