import { sendSms } from '../../lib/messages/send';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createSender, type SenderFields } from '../../lib/node-red/sender';
import { isEmpty } from '../../lib/validation/objects';

interface SendSmsDef extends NodeDef, SenderFields {
  /** Without this property, it is the service when the node has one. */
  sender?: 'number' | 'service';
  messagingServiceSid?: unknown;
}

/** Sends an SMS, MMS or RCS message. */
export function create(red: Red, node: Node, def: SendSmsDef): void {
  const chosen = def.sender ?? (isEmpty(def.messagingServiceSid) ? 'number' : 'service');
  const sender = chosen === 'service' ? 'service' : 'number';
  createSender(red, node, def, {
    // The field that the form hides is not used.
    inputs: [sender === 'service' ? 'messagingServiceSid' : 'from', 'body', 'media'],
    send: ({ account, inputs, ...more }) => sendSms(account, { ...inputs, ...more, sender }),
  });
}
