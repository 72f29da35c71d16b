import { chooseFromAccount, chosenInput } from '../../editor/account/account-choices';
import { accountsField, prepareAccounts } from '../../editor/account/account-list';
import { optionsField, optionsProperty, type OptionChecks } from '../../editor/fields/option-fields';
import { VARIABLE_TYPES, oneOf } from '../../editor/fields/typed-input';
import { nodeEditor } from '../../editor/node/node-editor';
import { asText, current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import type { NodeCheck } from '../../editor/properties/rule';
import { serviceName, verifyRecipient } from '../../editor/validators/action-validators';
import { all, required } from '../../editor/validators/check';
import { sid, wholeNumber } from '../../editor/validators/validators';

const set = properties('verify');

/** https://www.twilio.com/docs/verify/api/verification#start-a-verification */
const CHANNELS = ['sms', 'call', 'whatsapp', 'email', 'sna', 'auto'];

/** The operations that belong to a recipient. */
const WITH_RECIPIENT = ['start', 'check', 'cancel'];

/** A check of a field that some operations have. */
const during =
  (operations: readonly string[], check: NodeCheck): NodeCheck =>
  (value, node) =>
    operations.includes(current(node, 'operation')) ? check(value, node) : undefined;

const recipient: NodeCheck = (value, node) => {
  const isStart = current(node, 'operation') === 'start';
  const isFixed = current(node, 'channelType') === 'str';
  const channel = isStart && isFixed ? current(node, 'channel') : '';
  return all(required, verifyRecipient(channel))(value);
};

const checks: OptionChecks = {
  // https://www.twilio.com/docs/verify/api/service
  codeLength: during(['createService'], wholeNumber(4, 10)),
  templateSid: during(['start'], sid('HJ')),
};

const operationOf = (node: EditorNode): string => asText(node['operation']) || 'start';

RED.nodes.registerType('twilio-verify', {
  category: 'Twilio',
  color: '#E7B98A',
  icon: 'twilio-verify.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    accounts: set.accounts(),
    operation: { value: 'start' },
    service: set.typed('service', '', during(WITH_RECIPIENT, sid('VA'))),
    serviceType: { value: 'str' },
    to: set.typed('to', 'payload', during(WITH_RECIPIENT, recipient)),
    toType: { value: 'msg' },
    channel: { value: 'sms' },
    channelType: { value: 'str' },
    code: set.typed('code', 'payload', during(['check'], required)),
    codeType: { value: 'msg' },
    friendlyName: set.typed('friendlyName', '', during(['createService'], serviceName)),
    friendlyNameType: { value: 'str' },
    options: optionsProperty(set, checks),
    outputs: { value: 1 },
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    fields: [accountsField, optionsField(set, checks)],
    typedInputs: [
      chosenInput(set.text, 'service', 'verifyServices'),
      'to',
      'code',
      'friendlyName',
      {
        property: 'channel',
        types: [
          oneOf(
            set.text('twilio-verify.channel.fixed'),
            CHANNELS.map((channel) => ({ value: channel, label: set.text(`twilio-verify.channel.${channel}`) })),
          ),
          ...VARIABLE_TYPES,
        ],
      },
    ],
    label: (node) => `${set.text('twilio-verify.palette')}: ${set.text(`twilio-verify.short.${operationOf(node)}`)}`,
    outputLabel(node, index) {
      const operation = operationOf(node);
      if (operation !== 'check') return set.text(`twilio-verify.output.${operation}`);
      return set.text(index === 0 ? 'twilio-verify.output.approved' : 'twilio-verify.output.notApproved');
    },
    open(node, form) {
      prepareAccounts(node);
      chooseFromAccount(node, set.text, { property: 'service', what: 'verifyServices' });
      const operation = form.find('#node-input-operation');
      const update = (): void => {
        form.find('#node-input-outputs').val(current(node, 'operation') === 'check' ? '2' : '1');
        const isService = current(node, 'operation') === 'createService';
        const hint = isService ? 'twilio-verify.hint.serviceOptions' : 'twilio-verify.hint.options';
        form.find('#twilio-hint-options').html(set.text(hint));
      };
      operation.on('change', update);
      update();
      form.find('#twilio-section-more').prop('open', !['', '{}'].includes(asText(node['options'])));
    },
  }),
});
