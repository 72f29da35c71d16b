import { chooseFromAccount, chosenInput } from '../../editor/account/account-choices';
import { accountsField, prepareAccounts } from '../../editor/account/account-list';
import { watchPublicUrl } from '../../editor/account/public-url-warning';
import { jsonField, listField, numberField } from '../../editor/fields/own-fields';
import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { recipientLabel } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { asText, current, formOf } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { caller, callRecipient, sendDigits, webAddress } from '../../editor/validators/action-validators';
import { all, optional, required, type Check } from '../../editor/validators/check';
import { twimlProblem } from '../../editor/validators/twiml';
import { jsonObject, statusList, wholeNumber } from '../../editor/validators/validators';

const set = properties('make-call');

/** A check of a field that belongs to one way to answer the call. */
const when = (answer: string, check: Check) => (value: string, node: EditorNode) =>
  current(node, 'answer') === answer ? check(value) : undefined;

/** The recipient. A recipient that is not fixed may be a SIP address. */
const recipientOf = (node: EditorNode): string =>
  current(node, 'toType') === 'str' ? current(node, 'to').trim() : 'sip:unknown@unknown';

/** Whether the node needs webhooks. */
const needsWebhook = (node: EditorNode): boolean =>
  current(node, 'answer') === 'flow' ||
  current(node, 'wait') === 'true' ||
  (current(node, 'transcribe') === 'true' && ['say', 'twiml'].includes(current(node, 'answer'))) ||
  (current(node, 'machineDetection') !== '' && current(node, 'asyncAmd') === 'true') ||
  formOf(node).find('#twilio-field-statusEvents input:checked').length > 0;

RED.nodes.registerType('twilio-make-call', {
  category: 'Twilio calls',
  color: '#86B6E6',
  icon: 'twilio-make-call.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    accounts: set.accounts(),
    to: set.typed('to', '', all(required, callRecipient)),
    toType: { value: 'str' },
    from: set.typed('from', '', (value, node) => caller(recipientOf(node))(value)),
    fromType: { value: 'str' },
    answer: { value: 'say' },
    say: set.typed('say', 'payload', when('say', required)),
    sayType: { value: 'msg' },
    voice: { value: '' },
    voiceType: { value: 'str' },
    language: { value: '' },
    languageType: { value: 'str' },
    twiml: set.typed(
      'twiml',
      '',
      when('twiml', (value) => twimlProblem(value, ['voice'])),
    ),
    twimlType: { value: 'str' },
    url: set.typed('url', '', when('url', all(required, webAddress))),
    urlType: { value: 'str' },
    wait: { value: false },
    maxWait: set.field('maxWait', 600, (value, node) =>
      current(node, 'wait') === 'true' ? wholeNumber(1, 14_400)(value) : undefined,
    ),
    machineDetection: { value: '' },
    asyncAmd: { value: false },
    statusEvents: set.field('statusEvents', [], statusList),
    timeout: set.typedAs('timeout', '', { num: optional(wholeNumber(1, 600)) }),
    timeoutType: { value: 'num' },
    timeLimit: set.typedAs('timeLimit', '', { num: optional(wholeNumber(1, 86_400)) }),
    timeLimitType: { value: 'num' },
    sendDigits: set.typed('sendDigits', '', (value, node) =>
      value !== '' && current(node, 'machineDetection') !== '' ? { key: 'digitsAndDetection' } : sendDigits(value),
    ),
    sendDigitsType: { value: 'str' },
    record: { value: false },
    transcribe: { value: false },
    transcriptionLanguage: { value: '' },
    transcriptionLanguageType: { value: 'str' },
    options: set.field('options', {}, jsonObject(set.text('twilio-make-call.example.options'))),
    outputs: { value: 1 },
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    fields: [accountsField, numberField('maxWait'), listField('statusEvents'), jsonField('options')],
    typedInputs: [
      'to',
      chosenInput(set.text, 'from', 'callerIds'),
      'voice',
      'language',
      'url',
      'sendDigits',
      'transcriptionLanguage',
      { property: 'timeout', types: ['num', ...VARIABLE_TYPES] },
      { property: 'timeLimit', types: ['num', ...VARIABLE_TYPES] },
    ],
    lines: ['say'],
    code: ['twiml'],
    label: recipientLabel(set),
    outputLabel(node, index) {
      if (index === 1) return set.text('twilio-make-call.output.answered');
      return set.text(node['wait'] === true ? 'twilio-make-call.output.ended' : 'twilio-make-call.output.placed');
    },
    open(node, form) {
      prepareAccounts(node);
      const updateOutputs = (): void => {
        form.find('#node-input-outputs').val(current(node, 'answer') === 'flow' ? '2' : '1');
      };
      form.find('#node-input-answer').on('change', updateOutputs);
      updateOutputs();
      watchPublicUrl(node, () => needsWebhook(node));
      chooseFromAccount(node, set.text, { property: 'from', what: 'callerIds' });
      const isSet = (...names: string[]): boolean =>
        names.some((name) => !['', 'false', '{}', '[]'].includes(asText(node[name])));
      form.find('#twilio-section-machine').prop('open', isSet('machineDetection'));
      form.find('#twilio-section-progress').prop('open', isSet('statusEvents'));
      form
        .find('#twilio-section-more')
        .prop('open', isSet('timeout', 'timeLimit', 'sendDigits', 'record', 'transcribe', 'options'));
    },
  }),
});
