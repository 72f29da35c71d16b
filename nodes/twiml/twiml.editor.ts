import { openForm, prepareTyped } from '../../editor/fields';
import { accountReference, typedField } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { twimlProblem } from '../../editor/twiml';

const text = strings('twiml');

addStyle();

RED.nodes.registerType('twilio-twiml', {
  category: 'Twilio',
  color: '#A9BCC8',
  icon: 'twilio-twiml.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text, { required: false }),
    // Only the message that arrives tells whether it answers a message or a call.
    twiml: typedField(text, 'twilio-twiml', 'twiml', 'payload', (value) => twimlProblem(value, ['messaging', 'voice'])),
    twimlType: { value: 'msg' },
  },
  inputs: 1,
  outputs: 1,
  paletteLabel: text('twilio-twiml.palette'),
  label() {
    return this.name || text('twilio-twiml.palette');
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    prepareTyped(['twiml']);
    openForm(this);
  },
});
