import { numberField, savePlain } from '../../editor/fields';
import { accountReference, current, field } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { addressFilter, bodyFilter, openTrigger, triggerLabel, triggerOutputs } from '../../editor/trigger';
import { all, deadline, mediaUrls, messageBody, required } from '../../editor/validators';

const text = strings('sms-in');
const plain = [numberField('deadline')];

addStyle();

RED.nodes.registerType('twilio-sms-in', {
  category: 'Twilio',
  color: '#6CC3A0',
  icon: 'twilio-sms-in.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text),
    filterFrom: addressFilter(text, 'filterFrom'),
    filterTo: addressFilter(text, 'filterTo'),
    filterBody: bodyFilter(text),
    filterBodyMatch: { value: 'contains' },
    filterMedia: { value: 'any' },
    rejected: { value: false },
    respond: { value: 'empty' },
    replyText: field(text, 'common.label.replyText', '', (value, node) => {
      if (current(node, 'respond') !== 'text') return undefined;
      // A picture alone is an answer too.
      return current(node, 'replyMedia').trim() === '' ? all(required, messageBody)(value) : messageBody(value);
    }),
    replyMedia: field(text, 'common.label.replyMedia', '', (value, node) =>
      current(node, 'respond') === 'text' ? mediaUrls(value) : undefined,
    ),
    deadline: field(text, 'common.label.deadline', 10, (value, node) =>
      current(node, 'respond') === 'flow' ? deadline(value) : undefined,
    ),
    outputs: { value: 1 },
  },
  inputs: 0,
  outputs: 1,
  paletteLabel: text('twilio-sms-in.palette'),
  label() {
    return triggerLabel(this, text('twilio-sms-in.palette'));
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels: triggerOutputs(text),
  oneditprepare() {
    openTrigger(this, text, plain);
  },
  oneditsave() {
    savePlain(this, plain);
  },
});
