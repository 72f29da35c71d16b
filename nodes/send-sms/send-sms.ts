import { createAction, mergedOptions, requireAccount } from '../../lib/flow/action';
import { webhookUrl } from '../../lib/flow/account-node';
import { watchDelivery, type DeliveryWatch } from '../../lib/flow/delivery';
import type { Node, NodeDef, Red } from '../../lib/flow/red';
import { sendOut } from '../../lib/flow/sending';
import { sendSms } from '../../lib/messages/send';

interface SendSmsDef extends NodeDef {
  account?: string;
  sender?: 'number' | 'service';
  /** Have Twilio tell this account's status nodes what becomes of the message. */
  track?: boolean;
  options?: unknown;
}

export = (red: Red): void => {
  red.nodes.registerType('twilio-send-sms', function (this: Node, def: SendSmsDef) {
    let delivery: DeliveryWatch | undefined;
    const { status, accountNode } = createAction(red, this, def, {
      inputs: ['to', 'from', 'messagingServiceSid', 'body', 'media'],
      busy: 'status.sending',
      run({ accountNode, inputs, msg }) {
        const owner = requireAccount(accountNode);
        const options = mergedOptions(def.options, msg);
        const statusCallback = def.track === true ? webhookUrl(owner, 'message-status') : undefined;
        const sender = def.sender === 'service' ? 'service' : 'number';
        return sendOut(red, owner, inputs.to, delivery, (to) =>
          sendSms(owner.account, { ...inputs, to, sender, statusCallback, options }),
        );
      },
    });
    if (def.track === true && accountNode !== undefined) delivery = watchDelivery(red, this, accountNode, status);
  });
};
