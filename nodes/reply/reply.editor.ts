import { openForm, prepareTyped } from '../../editor/fields';
import { accountReference, typedField } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { mediaUrls, messageBody } from '../../editor/validators';

const text = strings('reply');

addStyle();

RED.nodes.registerType('twilio-reply', {
  category: 'Twilio',
  color: '#6CC3A0',
  icon: 'twilio-reply.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text, { required: false }),
    body: typedField(text, 'twilio-reply', 'body', 'payload', messageBody),
    bodyType: { value: 'msg' },
    media: typedField(text, 'twilio-reply', 'media', '', mediaUrls),
    mediaType: { value: 'str' },
  },
  inputs: 1,
  outputs: 1,
  paletteLabel: text('twilio-reply.palette'),
  label() {
    return this.name || text('twilio-reply.palette');
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    prepareTyped(['body', 'media']);
    openForm(this);
  },
});
