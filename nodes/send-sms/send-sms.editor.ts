import { smsRecipients } from '../../editor/action-validators';
import { openForm, prepareTyped, savePlain } from '../../editor/fields';
import { messageChecks, openSending } from '../../editor/message-options';
import { optionsField, optionsProperty } from '../../editor/option-fields';
import { suggest } from '../../editor/pick';
import { accountReference, asText, current, typedField } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { mediaUrls, messageBody, sender, sid } from '../../editor/validators';

const text = strings('send-sms');
const checks = messageChecks((node) => (current(node, 'sender') === 'service' ? undefined : { key: 'chooseService' }));
const plain = [optionsField(text, 'twilio-send-sms', checks)];

addStyle();

RED.nodes.registerType('twilio-send-sms', {
  category: 'Twilio',
  color: '#6CC3A0',
  icon: 'twilio-send-sms.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text),
    to: typedField(text, 'twilio-send-sms', 'to', '', smsRecipients),
    toType: { value: 'str' },
    from: typedField(text, 'twilio-send-sms', 'from', '', (value, node) =>
      current(node, 'sender') === 'number' ? sender(value) : undefined,
    ),
    fromType: { value: 'str' },
    body: typedField(text, 'twilio-send-sms', 'body', 'payload', messageBody),
    bodyType: { value: 'msg' },
    media: typedField(text, 'twilio-send-sms', 'media', '', mediaUrls),
    mediaType: { value: 'str' },
    sender: { value: 'number' },
    messagingServiceSid: typedField(text, 'twilio-send-sms', 'messagingServiceSid', '', (value, node) =>
      current(node, 'sender') === 'service' ? sid('MG')(value) : undefined,
    ),
    messagingServiceSidType: { value: 'str' },
    track: { value: true },
    options: optionsProperty(text, 'twilio-send-sms', checks),
  },
  inputs: 1,
  outputs: 1,
  paletteLabel: text('twilio-send-sms.palette'),
  label() {
    const to = this['toType'] === 'str' ? asText(this['to']) : '';
    return this.name || `${text('twilio-send-sms.palette')} ${to}`.trim();
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    prepareTyped(['to', 'from', 'body', 'media', 'messagingServiceSid']);
    openForm(this, plain);
    openSending(this);
    suggest(this, 'from', 'incomingNumbers');
    suggest(this, 'messagingServiceSid', 'messagingServices');
  },
  oneditsave() {
    savePlain(this, plain);
  },
});
