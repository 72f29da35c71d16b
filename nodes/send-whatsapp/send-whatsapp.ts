import { createAction, mergedOptions, requireAccount } from '../../lib/flow/action';
import { webhookUrl } from '../../lib/flow/account-node';
import { watchDelivery, type DeliveryWatch } from '../../lib/flow/delivery';
import type { Node, NodeDef, Red } from '../../lib/flow/red';
import { sendOut } from '../../lib/flow/sending';
import { sendWhatsapp } from '../../lib/messages/whatsapp';

interface SendWhatsappDef extends NodeDef {
  account?: string;
  mode?: 'text' | 'template';
  track?: boolean;
  options?: unknown;
}

export = (red: Red): void => {
  red.nodes.registerType('twilio-send-whatsapp', function (this: Node, def: SendWhatsappDef) {
    let delivery: DeliveryWatch | undefined;
    const { status, accountNode } = createAction(red, this, def, {
      inputs: ['to', 'from', 'messagingServiceSid', 'body', 'media', 'contentSid', 'contentVariables'],
      busy: 'status.sending',
      run({ accountNode, inputs, msg }) {
        const owner = requireAccount(accountNode);
        const options = mergedOptions(def.options, msg);
        const statusCallback = def.track === true ? webhookUrl(owner, 'message-status') : undefined;
        const mode = def.mode === 'template' ? 'template' : 'text';
        return sendOut(red, owner, inputs.to, delivery, (to) =>
          sendWhatsapp(owner.account, { ...inputs, to, mode, statusCallback, options }),
        );
      },
    });
    if (def.track === true && accountNode !== undefined) delivery = watchDelivery(red, this, accountNode, status);
  });
};
