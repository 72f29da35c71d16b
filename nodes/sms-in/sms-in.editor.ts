import { savePlain } from '../../editor/fields';
import { messageDefaults, messagePlain } from '../../editor/message-trigger';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { openTrigger, triggerLabel, triggerOutputs } from '../../editor/trigger';

const text = strings('sms-in');

addStyle();

RED.nodes.registerType('twilio-sms-in', {
  category: 'Twilio',
  color: '#6CC3A0',
  icon: 'twilio-sms-in.svg',
  defaults: messageDefaults(text),
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
    openTrigger(this, text, messagePlain);
  },
  oneditsave() {
    savePlain(this, messagePlain);
  },
});
