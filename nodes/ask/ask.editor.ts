import { chooseFromAccount, chosenInput } from '../../editor/account/account-choices';
import { accountsField, prepareAccounts } from '../../editor/account/account-list';
import { watchPublicUrl } from '../../editor/account/public-url-warning';
import { jsonField } from '../../editor/fields/own-fields';
import { countSegments } from '../../editor/fields/segments';
import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { openTemplate } from '../../editor/node/content-template';
import { recipientLabel } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { asText, current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import type { NodeCheck } from '../../editor/properties/rule';
import { contentSid, questionRecipient, whatsappSender } from '../../editor/validators/action-validators';
import { all, required } from '../../editor/validators/check';
import { jsonObject, mediaUrls, messageBody, sender, sid, wholeNumber } from '../../editor/validators/validators';

const set = properties('ask');

/** Two weeks, in seconds. */
const MAX_WAIT_SECONDS = 1_209_600;

const isWhatsapp = (node: EditorNode): boolean => current(node, 'channel') === 'whatsapp';
const isTemplate = (node: EditorNode): boolean => isWhatsapp(node) && current(node, 'mode') === 'template';
const isFromService = (node: EditorNode): boolean => !isWhatsapp(node) && current(node, 'sender') === 'service';

const only =
  (isShown: (node: EditorNode) => boolean, check: NodeCheck): NodeCheck =>
  (value, node) =>
    isShown(node) ? check(value, node) : undefined;

/** The rows that depend on more than one list. */
const ROWS: Readonly<Record<string, (node: EditorNode) => boolean>> = {
  body: (node) => !isTemplate(node),
  media: (node) => !isTemplate(node),
  from: (node) => !isFromService(node),
  messagingServiceSid: (node) => isWhatsapp(node) || isFromService(node),
};

RED.nodes.registerType('twilio-ask', {
  category: 'Twilio messages',
  color: '#6CC3A0',
  icon: 'twilio-ask.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    accounts: set.accounts(),
    channel: { value: 'sms' },
    to: set.typed('to', '', (value, node) => all(required, questionRecipient(current(node, 'channel')))(value)),
    toType: { value: 'str' },
    mode: { value: 'text' },
    body: set.typed(
      'body',
      'payload',
      only((node) => !isTemplate(node), messageBody),
    ),
    bodyType: { value: 'msg' },
    media: set.typed(
      'media',
      '',
      only((node) => !isTemplate(node), mediaUrls),
    ),
    mediaType: { value: 'str' },
    contentSid: set.typed('contentSid', '', only(isTemplate, all(required, contentSid))),
    contentSidType: { value: 'str' },
    contentVariables: set.typedAs('contentVariables', '{}', {
      json: only(isTemplate, jsonObject(set.text('twilio-ask.example.contentVariables'))),
    }),
    contentVariablesType: { value: 'json' },
    sender: { value: 'number' },
    from: set.typed('from', '', (value, node) => {
      if (isFromService(node)) return undefined;
      return isWhatsapp(node) ? whatsappSender(value) : sender(value);
    }),
    fromType: { value: 'str' },
    messagingServiceSid: set.typed(
      'messagingServiceSid',
      '',
      only((node) => isWhatsapp(node) || isFromService(node), sid('MG')),
    ),
    messagingServiceSidType: { value: 'str' },
    maxWait: set.typedAs('maxWait', '3600', { num: all(required, wholeNumber(1, MAX_WAIT_SECONDS)) }),
    maxWaitType: { value: 'num' },
    options: set.field('options', {}, jsonObject(set.text('twilio-ask.example.options'))),
  },
  inputs: 1,
  outputs: 3,
  ...nodeEditor(set, {
    fields: [accountsField, jsonField('options')],
    typedInputs: [
      'to',
      'media',
      chosenInput(set.text, 'contentSid', 'contentTemplates'),
      chosenInput(set.text, 'from', 'incomingNumbers'),
      chosenInput(set.text, 'messagingServiceSid', 'messagingServices'),
      { property: 'contentVariables', types: ['json', ...VARIABLE_TYPES] },
      { property: 'maxWait', types: ['num', ...VARIABLE_TYPES] },
    ],
    lines: ['body'],
    label: recipientLabel(set),
    outputLabel: (_node, index) =>
      [
        set.text('twilio-ask.output.reply'),
        set.text('twilio-ask.output.noReply'),
        set.text('twilio-ask.output.notDelivered'),
      ][index] ?? '',
    open(node, form) {
      prepareAccounts(node);
      openTemplate(node, set.text);
      countSegments(node, set.text, 'body', (one) => !isWhatsapp(one));
      chooseFromAccount(node, set.text, {
        property: 'from',
        what: () => (isWhatsapp(node) ? 'whatsappSenders' : 'incomingNumbers'),
      });
      chooseFromAccount(node, set.text, { property: 'messagingServiceSid', what: 'messagingServices' });
      watchPublicUrl(node, () => true);
      const update = (): void => {
        for (const [property, isShown] of Object.entries(ROWS)) {
          form.find(`#twilio-row-${property}`).toggle(isShown(node));
        }
      };
      form.on('change', 'select', update);
      update();
      form.find('#twilio-section-more').prop('open', !['', '{}'].includes(asText(node['options'])));
    },
  }),
});
