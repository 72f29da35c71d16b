import { savePlain } from '../../editor/fields';
import { statusDefaults, statusPlain } from '../../editor/status-trigger';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { openTrigger, statusLabel, triggerOutputs } from '../../editor/trigger';

const text = strings('sms-status');

addStyle();

RED.nodes.registerType('twilio-sms-status', {
  category: 'Twilio',
  color: '#6CC3A0',
  icon: 'twilio-sms-status.svg',
  defaults: statusDefaults(text),
  inputs: 0,
  outputs: 1,
  paletteLabel: text('twilio-sms-status.palette'),
  label() {
    return statusLabel(this, text('twilio-sms-status.palette'));
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
