import { callParty, sendDigits, webAddress } from '../../editor/action-validators';
import { jsonField, listField, numberField, openForm, prepareTyped, savePlain } from '../../editor/fields';
import { suggest } from '../../editor/pick';
import { watchReach } from '../../editor/reach';
import { accountReference, asText, current, field, formOf, typedField } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { twimlProblem } from '../../editor/twiml';
import { ELSEWHERE, prepareTypedAs, typedProperty } from '../../editor/typed';
import { all, jsonObject, required, statusList, wholeNumber, type Check } from '../../editor/validators';

const TYPE = 'twilio-make-call';
const text = strings('make-call');
const plain = [numberField('maxWait'), listField('statusEvents'), jsonField('options')];

/** A check for what belongs to one way to go on. */
const when = (answer: string, check: Check) => (value: string, node: EditorNode) =>
  current(node, 'answer') === answer ? check(value) : undefined;

/** A number that may be left out. */
const optional =
  (check: Check): Check =>
  (value) =>
    value.trim() === '' ? undefined : check(value);

/** Whether what is chosen needs Twilio to call back. */
const needsWebhook = (node: EditorNode): boolean =>
  current(node, 'answer') === 'flow' ||
  current(node, 'wait') === 'true' ||
  (current(node, 'machineDetection') !== '' && current(node, 'asyncAmd') === 'true') ||
  formOf(node).find('#twilio-field-statusEvents input:checked').length > 0;

addStyle();

RED.nodes.registerType('twilio-make-call', {
  category: 'Twilio',
  color: '#86B6E6',
  icon: 'twilio-make-call.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text),
    to: typedField(text, TYPE, 'to', '', all(required, callParty)),
    toType: { value: 'str' },
    from: typedField(text, TYPE, 'from', '', callParty),
    fromType: { value: 'str' },
    answer: { value: 'say' },
    say: typedField(text, TYPE, 'say', 'payload', when('say', required)),
    sayType: { value: 'msg' },
    voice: { value: '' },
    language: { value: '' },
    twiml: typedField(
      text,
      TYPE,
      'twiml',
      '',
      when('twiml', (value) => twimlProblem(value, ['voice'])),
    ),
    twimlType: { value: 'str' },
    url: typedField(text, TYPE, 'url', '', when('url', all(required, webAddress))),
    urlType: { value: 'str' },
    wait: { value: false },
    maxWait: field(text, 'twilio-make-call.label.maxWait', 600, (value, node) =>
      current(node, 'wait') === 'true' ? wholeNumber(1, 14_400)(value) : undefined,
    ),
    machineDetection: { value: '' },
    asyncAmd: { value: false },
    statusEvents: field(text, 'twilio-make-call.label.statusEvents', [], statusList),
    timeout: typedProperty(text, TYPE, 'timeout', '', { num: optional(wholeNumber(1, 600)) }),
    timeoutType: { value: 'num' },
    timeLimit: typedProperty(text, TYPE, 'timeLimit', '', { num: optional(wholeNumber(1, 86_400)) }),
    timeLimitType: { value: 'num' },
    sendDigits: typedField(text, TYPE, 'sendDigits', '', sendDigits),
    sendDigitsType: { value: 'str' },
    record: { value: false },
    options: field(text, 'twilio-make-call.label.options', {}, jsonObject(text('twilio-make-call.example.options'))),
    outputs: { value: 1 },
  },
  inputs: 1,
  outputs: 1,
  paletteLabel: text('twilio-make-call.palette'),
  label() {
    const to = this['toType'] === 'str' ? asText(this['to']) : '';
    return this.name || `${text('twilio-make-call.palette')} ${to}`.trim();
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels(index) {
    if (index === 1) return text('twilio-make-call.output.answered');
    return text(this['wait'] === true ? 'twilio-make-call.output.ended' : 'twilio-make-call.output.placed');
  },
  oneditprepare() {
    prepareTyped(['to', 'from', 'say', 'twiml', 'url', 'sendDigits']);
    for (const property of ['timeout', 'timeLimit']) prepareTypedAs(property, ['num', ...ELSEWHERE]);
    openForm(this, plain);
    const form = formOf(this);
    const showOutputs = (): void => {
      form.find('#node-input-outputs').val(current(this, 'answer') === 'flow' ? '2' : '1');
    };
    form.find('#node-input-answer').on('change', showOutputs);
    showOutputs();
    watchReach(this, () => needsWebhook(this));
    suggest(this, 'from', 'incomingNumbers');
    const isSet = (...properties: string[]): boolean =>
      properties.some((property) => !['', 'false', '{}', '[]'].includes(asText(this[property])));
    form.find('#twilio-section-machine').prop('open', isSet('machineDetection'));
    form.find('#twilio-section-progress').prop('open', isSet('statusEvents'));
    form.find('#twilio-section-more').prop('open', isSet('timeout', 'timeLimit', 'sendDigits', 'record', 'options'));
  },
  oneditsave() {
    savePlain(this, plain);
  },
});
