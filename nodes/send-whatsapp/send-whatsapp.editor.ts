import { chooseFromAccount, chosenInput } from '../../editor/account/account-choices';
import { accountsField, prepareAccounts } from '../../editor/account/account-list';
import { optionsField, optionsProperty } from '../../editor/fields/option-fields';
import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { openTemplate } from '../../editor/node/content-template';
import { recipientLabel } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { messageChecks, prepareSending } from '../../editor/node/sending';
import { current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { contentSid, whatsappRecipients, whatsappSender } from '../../editor/validators/action-validators';
import { all, required, type Check } from '../../editor/validators/check';
import { jsonObject, mediaUrls, messageBody, sid } from '../../editor/validators/validators';

const set = properties('send-whatsapp');
const checks = messageChecks((node) =>
  current(node, 'messagingServiceSid').trim() === '' ? { key: 'needsService' } : undefined,
);

/** A check of a field of one message type. */
const inMode = (mode: 'text' | 'template', check: Check) => (value: string, node: EditorNode) =>
  current(node, 'mode') === mode ? check(value) : undefined;

RED.nodes.registerType('twilio-send-whatsapp', {
  category: 'Twilio messages',
  color: '#6CC3A0',
  icon: 'twilio-send-whatsapp.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    accounts: set.accounts(),
    to: set.typed('to', '', whatsappRecipients),
    toType: { value: 'str' },
    mode: { value: 'text' },
    body: set.typed('body', 'payload', inMode('text', messageBody)),
    bodyType: { value: 'msg' },
    media: set.typed('media', '', inMode('text', mediaUrls)),
    mediaType: { value: 'str' },
    contentSid: set.typed('contentSid', '', inMode('template', all(required, contentSid))),
    contentSidType: { value: 'str' },
    contentVariables: set.typedAs('contentVariables', '{}', {
      json: inMode('template', jsonObject(set.text('twilio-send-whatsapp.example.contentVariables'))),
    }),
    contentVariablesType: { value: 'json' },
    from: set.typed('from', '', whatsappSender),
    fromType: { value: 'str' },
    messagingServiceSid: set.typed('messagingServiceSid', '', sid('MG')),
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
      'media',
      chosenInput(set.text, 'contentSid', 'contentTemplates'),
      chosenInput(set.text, 'from', 'whatsappSenders'),
      chosenInput(set.text, 'messagingServiceSid', 'messagingServices'),
      { property: 'contentVariables', types: ['json', ...VARIABLE_TYPES] },
    ],
    lines: ['body'],
    label: recipientLabel(set),
    open(node, form) {
      prepareAccounts(node);
      prepareSending(node, form);
      openTemplate(node, set.text);
      chooseFromAccount(node, set.text, { property: 'from', what: 'whatsappSenders' });
      chooseFromAccount(node, set.text, { property: 'messagingServiceSid', what: 'messagingServices' });
    },
  }),
});
