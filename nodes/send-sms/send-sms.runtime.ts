import { sendSms } from '../../lib/messages/send';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createSender, type SenderFields } from '../../lib/node-red/sender';

interface SendSmsDef extends NodeDef, SenderFields {
  sender?: 'number' | 'service';
}

/** Sends an SMS, MMS or RCS message. */
export function create(red: Red, node: Node, def: SendSmsDef): void {
  const sender = def.sender === 'service' ? 'service' : 'number';
  createSender(red, node, def, {
    // The field that the form hides is not used.
    inputs: [sender === 'service' ? 'messagingServiceSid' : 'from', 'body', 'media'],
    send: ({ account, inputs, ...more }) => sendSms(account, { ...inputs, ...more, sender }),
  });
}
