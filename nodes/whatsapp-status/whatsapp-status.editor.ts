import { savePlain } from '../../editor/fields';
import { statusDefaults, statusPlain } from '../../editor/status-trigger';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { openTrigger, statusLabel, triggerOutputs } from '../../editor/trigger';

const text = strings('whatsapp-status');

addStyle();

RED.nodes.registerType('twilio-whatsapp-status', {
  category: 'Twilio',
  color: '#6CC3A0',
  icon: 'twilio-whatsapp-status.svg',
  defaults: statusDefaults(text),
  inputs: 0,
  outputs: 1,
  paletteLabel: text('twilio-whatsapp-status.palette'),
  label() {
    return statusLabel(this, text('twilio-whatsapp-status.palette'));
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels: triggerOutputs(text),
  oneditprepare() {
    openTrigger(this, text, statusPlain);
  },
  oneditsave() {
    savePlain(this, statusPlain);
  },
});
