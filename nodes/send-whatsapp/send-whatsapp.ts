import { createSender } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import type { SenderFields } from '../../lib/node-red/sender';
import { lazy } from '../../lib/lazy';
import type * as messagesModule from '../../lib/messages/whatsapp';

const messages = lazy<typeof messagesModule>(__filename, '../../lib/messages/whatsapp');

const TEXT = ['body', 'media'] as const;
const TEMPLATE = ['contentSid', 'contentVariables'] as const;

interface SendWhatsappDef extends NodeDef, SenderFields {
  mode?: 'text' | 'template';
}

export = (red: Red): void => {
  red.nodes.registerType('twilio-send-whatsapp', function (this: Node, def: SendWhatsappDef) {
    const mode = def.mode === 'template' ? 'template' : 'text';
    createSender(red, this, def, {
      // A field that the form hides has no say.
      inputs: ['from', 'messagingServiceSid', ...(mode === 'template' ? TEMPLATE : TEXT)],
      send: ({ account, inputs, ...more }) => messages().sendWhatsapp(account, { ...inputs, ...more, mode }),
    });
  });
};
