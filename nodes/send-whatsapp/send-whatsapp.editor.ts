import { contentSid, whatsappRecipients, whatsappSender } from '../../editor/action-validators';
import { openForm, prepareTyped, savePlain } from '../../editor/fields';
import { messageChecks, openSending } from '../../editor/message-options';
import { optionsField, optionsProperty } from '../../editor/option-fields';
import { suggest } from '../../editor/pick';
import { accountReference, asText, current, typedField } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { openTemplate } from '../../editor/template';
import { ELSEWHERE, prepareTypedAs, typedProperty } from '../../editor/typed';
import { all, jsonObject, mediaUrls, messageBody, required, sid, type Check } from '../../editor/validators';

const TYPE = 'twilio-send-whatsapp';
const text = strings('send-whatsapp');
const checks = messageChecks((node) =>
  current(node, 'messagingServiceSid').trim() === '' ? { key: 'needsService' } : undefined,
);
const plain = [optionsField(text, TYPE, checks)];

/** A check for what belongs to one way to write. */
const inMode = (mode: 'text' | 'template', check: Check) => (value: string, node: EditorNode) =>
  current(node, 'mode') === mode ? check(value) : undefined;

addStyle();

RED.nodes.registerType('twilio-send-whatsapp', {
  category: 'Twilio',
  color: '#6CC3A0',
  icon: 'twilio-send-whatsapp.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text),
    to: typedField(text, TYPE, 'to', '', whatsappRecipients),
    toType: { value: 'str' },
    mode: { value: 'text' },
    body: typedField(text, TYPE, 'body', 'payload', inMode('text', messageBody)),
    bodyType: { value: 'msg' },
    media: typedField(text, TYPE, 'media', '', inMode('text', mediaUrls)),
    mediaType: { value: 'str' },
    contentSid: typedField(text, TYPE, 'contentSid', '', inMode('template', all(required, contentSid))),
    contentSidType: { value: 'str' },
    contentVariables: typedProperty(text, TYPE, 'contentVariables', '{}', {
      json: inMode('template', jsonObject(text(`${TYPE}.example.contentVariables`))),
    }),
    contentVariablesType: { value: 'json' },
    from: typedField(text, TYPE, 'from', '', whatsappSender),
    fromType: { value: 'str' },
    messagingServiceSid: typedField(text, TYPE, 'messagingServiceSid', '', sid('MG')),
    messagingServiceSidType: { value: 'str' },
    track: { value: true },
    options: optionsProperty(text, TYPE, checks),
  },
  inputs: 1,
  outputs: 1,
  paletteLabel: text('twilio-send-whatsapp.palette'),
  label() {
    const to = this['toType'] === 'str' ? asText(this['to']) : '';
    return this.name || `${text('twilio-send-whatsapp.palette')} ${to}`.trim();
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    prepareTyped(['to', 'body', 'media', 'contentSid', 'from', 'messagingServiceSid']);
    prepareTypedAs('contentVariables', ['json', ...ELSEWHERE]);
    openForm(this, plain);
    openSending(this);
    openTemplate(this, text);
    suggest(this, 'from', 'incomingNumbers');
    suggest(this, 'messagingServiceSid', 'messagingServices');
  },
  oneditsave() {
    savePlain(this, plain);
  },
});
