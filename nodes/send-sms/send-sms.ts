import { createAction, mergedOptions, requireAccount } from '../../lib/flow/action';
import { webhookUrl } from '../../lib/flow/account-node';
import { watchDelivery, type DeliveryWatch } from '../../lib/flow/delivery';
import { words, type Node, type NodeDef, type Red } from '../../lib/flow/red';
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
      async run({ accountNode, inputs, msg }) {
        const owner = requireAccount(accountNode);
        const message = await sendSms(owner.account, {
          ...inputs,
          sender: def.sender === 'service' ? 'service' : 'number',
          statusCallback: def.track === true ? webhookUrl(owner, 'message-status') : undefined,
          options: mergedOptions(def.options, msg),
        });
        delivery?.sent(message['sid']);
        return { payload: message, summary: words(red, 'status.sent', { who: String(message['to']) }) };
      },
    });
    if (def.track === true && accountNode !== undefined) delivery = watchDelivery(red, this, accountNode, status);
  });
};
