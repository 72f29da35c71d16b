import { chooseFromAccount, chosenInput } from '../../editor/account/account-choices';
import { accountsField, prepareAccounts } from '../../editor/account/account-list';
import { countSegments } from '../../editor/fields/segments';
import { optionsField, optionsProperty } from '../../editor/fields/option-fields';
import { recipientLabel } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { messageChecks, prepareSending } from '../../editor/node/sending';
import { current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { smsRecipients } from '../../editor/validators/action-validators';
import { mediaUrls, messageBody, sender, sid } from '../../editor/validators/validators';

const set = properties('send-sms');
const checks = messageChecks((node) => (current(node, 'sender') === 'service' ? undefined : { key: 'chooseService' }));

RED.nodes.registerType('twilio-send-sms', {
  category: 'Twilio messages',
  color: '#6CC3A0',
  icon: 'twilio-send-sms.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    accounts: set.accounts(),
    to: set.typed('to', '', smsRecipients),
    toType: { value: 'str' },
    from: set.typed('from', '', (value, node) => (current(node, 'sender') === 'number' ? sender(value) : undefined)),
    fromType: { value: 'str' },
    body: set.typed('body', 'payload', messageBody),
    bodyType: { value: 'msg' },
    media: set.typed('media', '', mediaUrls),
    mediaType: { value: 'str' },
    sender: { value: 'number' },
    messagingServiceSid: set.typed('messagingServiceSid', '', (value, node) =>
      current(node, 'sender') === 'service' ? sid('MG')(value) : undefined,
    ),
    messagingServiceSidType: { value: 'str' },
    track: { value: true },
    results: { value: 'together' },
    options: optionsProperty(set, checks),
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    fields: [accountsField, optionsField(set, checks)],
    typedInputs: [
      'to',
      chosenInput(set.text, 'from', 'incomingNumbers'),
      'media',
      chosenInput(set.text, 'messagingServiceSid', 'messagingServices'),
    ],
    lines: ['body'],
    label: recipientLabel(set),
    open(node, form) {
      prepareAccounts(node);
      prepareSending(node, form);
      countSegments(node, set.text, 'body');
      chooseFromAccount(node, set.text, { property: 'from', what: 'incomingNumbers' });
      chooseFromAccount(node, set.text, { property: 'messagingServiceSid', what: 'messagingServices' });
    },
  }),
});
