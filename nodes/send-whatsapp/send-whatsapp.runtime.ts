import { sendWhatsapp } from '../../lib/messages/whatsapp';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createSender, type SenderFields } from '../../lib/node-red/sender';

const TEXT_INPUTS = ['body', 'media'] as const;
const TEMPLATE_INPUTS = ['contentSid', 'contentVariables'] as const;

interface SendWhatsappDef extends NodeDef, SenderFields {
  mode?: 'text' | 'template';
}

/** Sends a WhatsApp message. */
export function create(red: Red, node: Node, def: SendWhatsappDef): void {
  const mode = def.mode === 'template' ? 'template' : 'text';
  createSender(red, node, def, {
    // The fields that the form hides are not used.
    inputs: ['from', 'messagingServiceSid', ...(mode === 'template' ? TEMPLATE_INPUTS : TEXT_INPUTS)],
    send: ({ account, inputs, ...more }) => sendWhatsapp(account, { ...inputs, ...more, mode }),
  });
}
