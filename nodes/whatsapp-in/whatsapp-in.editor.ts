import { savePlain } from '../../editor/fields';
import { messageDefaults, messagePlain } from '../../editor/message-trigger';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { openTrigger, triggerLabel, triggerOutputs } from '../../editor/trigger';

const text = strings('whatsapp-in');

addStyle();

RED.nodes.registerType('twilio-whatsapp-in', {
  category: 'Twilio',
  color: '#6CC3A0',
  icon: 'twilio-whatsapp-in.svg',
  defaults: { ...messageDefaults(text), filterProfile: { value: '' } },
  inputs: 0,
  outputs: 1,
  paletteLabel: text('twilio-whatsapp-in.palette'),
  label() {
    return triggerLabel(this, text('twilio-whatsapp-in.palette'));
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
