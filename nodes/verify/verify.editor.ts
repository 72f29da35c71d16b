import { serviceName, verifyRecipient } from '../../editor/action-validators';
import { openForm, prepareTyped, savePlain } from '../../editor/fields';
import { optionsField, optionsProperty, type OptionChecks } from '../../editor/option-fields';
import { openPick } from '../../editor/pick';
import { accountReference, asText, current, formOf, typedField, type NodeCheck } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { ELSEWHERE, oneOf, prepareTypedAs } from '../../editor/typed';
import { all, required, sid, wholeNumber, type Check } from '../../editor/validators';

const TYPE = 'twilio-verify';
const text = strings('verify');

/** https://www.twilio.com/docs/verify/api/verification#start-a-verification */
const CHANNELS = ['sms', 'call', 'whatsapp', 'email', 'sna', 'auto'];

/** A check for what belongs to some operations. */
const during =
  (operations: readonly string[], check: NodeCheck): NodeCheck =>
  (value, node) =>
    operations.includes(current(node, 'operation')) ? check(value, node) : undefined;

const WITH_SOMEONE = ['start', 'check', 'cancel'];

const someone: NodeCheck = (value, node) => {
  const isStart = current(node, 'operation') === 'start';
  const isFixed = current(node, 'channelType') === 'str';
  const channel = isStart && isFixed ? current(node, 'channel') : '';
  return all(required, verifyRecipient(channel))(value);
};

/** https://www.twilio.com/docs/verify/api/service */
const length: Check = wholeNumber(4, 10);

const checks: OptionChecks = {
  codeLength: during(['createService'], length),
  templateSid: during(['start'], sid('HJ')),
};
const plain = [optionsField(text, TYPE, checks)];

addStyle();

RED.nodes.registerType('twilio-verify', {
  category: 'Twilio',
  color: '#E7B98A',
  icon: 'twilio-verify.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text),
    operation: { value: 'start' },
    service: typedField(text, TYPE, 'service', '', during(WITH_SOMEONE, sid('VA'))),
    serviceType: { value: 'str' },
    to: typedField(text, TYPE, 'to', 'payload', during(WITH_SOMEONE, someone)),
    toType: { value: 'msg' },
    channel: { value: 'sms' },
    channelType: { value: 'str' },
    code: typedField(text, TYPE, 'code', 'payload', during(['check'], required)),
    codeType: { value: 'msg' },
    friendlyName: typedField(text, TYPE, 'friendlyName', '', during(['createService'], serviceName)),
    friendlyNameType: { value: 'str' },
    options: optionsProperty(text, TYPE, checks),
    outputs: { value: 1 },
  },
  inputs: 1,
  outputs: 1,
  paletteLabel: text('twilio-verify.palette'),
  label() {
    return (
      this.name ||
      `${text('twilio-verify.palette')}: ${text(`twilio-verify.short.${asText(this['operation']) || 'start'}`)}`
    );
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels(index) {
    const operation = asText(this['operation']) || 'start';
    if (operation !== 'check') return text(`twilio-verify.output.${operation}`);
    return text(index === 0 ? 'twilio-verify.output.approved' : 'twilio-verify.output.notApproved');
  },
  oneditprepare() {
    prepareTyped(['service', 'to', 'code', 'friendlyName']);
    const words = CHANNELS.map((channel) => ({ value: channel, label: text(`twilio-verify.channel.${channel}`) }));
    prepareTypedAs('channel', [oneOf(text('twilio-verify.channel.fixed'), words), ...ELSEWHERE]);
    openForm(this, plain);
    openPick(this, text, {
      property: 'service',
      what: 'verifyServices',
      matters: () => WITH_SOMEONE.includes(current(this, 'operation')),
    });
    const form = formOf(this);
    const operation = form.find('#node-input-operation');
    const changed = (): void => {
      form.find('#node-input-outputs').val(current(this, 'operation') === 'check' ? '2' : '1');
      const isService = current(this, 'operation') === 'createService';
      const hint = isService ? 'twilio-verify.hint.serviceOptions' : 'twilio-verify.hint.options';
      form.find('#twilio-hint-options').html(text(hint));
    };
    operation.on('change', changed);
    changed();
    form.find('#twilio-section-more').prop('open', !['', '{}'].includes(asText(this['options'])));
  },
  oneditsave() {
    savePlain(this, plain);
  },
});
