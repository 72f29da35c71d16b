import { createSender } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import type { SenderFields } from '../../lib/node-red/sender';
import { lazy } from '../../lib/lazy';
import type * as messagesModule from '../../lib/messages/send';

const messages = lazy<typeof messagesModule>(__filename, '../../lib/messages/send');

interface SendSmsDef extends NodeDef, SenderFields {
  sender?: 'number' | 'service';
}

export = (red: Red): void => {
  red.nodes.registerType('twilio-send-sms', function (this: Node, def: SendSmsDef) {
    const sender = def.sender === 'service' ? 'service' : 'number';
    createSender(red, this, def, {
      // A field that the form hides has no say.
      inputs: [sender === 'service' ? 'messagingServiceSid' : 'from', 'body', 'media'],
      send: ({ account, inputs, ...more }) => messages().sendSms(account, { ...inputs, ...more, sender }),
    });
  });
};
