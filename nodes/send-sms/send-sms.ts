import type * as accountModule from '../../lib/flow/account-node';
import type * as deliveryModule from '../../lib/flow/delivery';
import { createAction, mergedOptions, requireAccount } from '../../lib/flow/on-demand';
import type { Node, NodeDef, Red } from '../../lib/flow/red';
import type * as sendingModule from '../../lib/flow/sending';
import { lazy } from '../../lib/lazy';
import type * as messagesModule from '../../lib/messages/send';

const accounts = lazy<typeof accountModule>(__filename, '../../lib/flow/account-node');
const deliveries = lazy<typeof deliveryModule>(__filename, '../../lib/flow/delivery');
const sending = lazy<typeof sendingModule>(__filename, '../../lib/flow/sending');
const messages = lazy<typeof messagesModule>(__filename, '../../lib/messages/send');

interface SendSmsDef extends NodeDef {
  account?: string;
  sender?: 'number' | 'service';
  /** Have Twilio tell this account's status nodes what becomes of the message. */
  track?: boolean;
  options?: unknown;
}

export = (red: Red): void => {
  red.nodes.registerType('twilio-send-sms', function (this: Node, def: SendSmsDef) {
    let delivery: deliveryModule.DeliveryWatch | undefined;
    const { status, accountNode } = createAction(red, this, def, {
      inputs: ['to', 'from', 'messagingServiceSid', 'body', 'media'],
      busy: 'status.sending',
      run({ accountNode, inputs, msg }) {
        const owner = requireAccount(accountNode);
        const options = mergedOptions(def.options, msg);
        const statusCallback = def.track === true ? accounts().webhookUrl(owner, 'message-status') : undefined;
        const sender = def.sender === 'service' ? 'service' : 'number';
        return sending().sendOut(red, owner, inputs.to, delivery, (to) =>
          messages().sendSms(owner.account, { ...inputs, to, sender, statusCallback, options }),
        );
      },
    });
    if (def.track === true && accountNode !== undefined)
      delivery = deliveries().watchDelivery(red, this, accountNode, status);
  });
};
