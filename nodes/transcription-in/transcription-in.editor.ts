import { listField, savePlain } from '../../editor/fields';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { openTrigger, statusFilter, statusLabel, triggerDefaults, triggerOutputs } from '../../editor/trigger';

const text = strings('transcription-in');
const plain = [listField('filterStatus')];

addStyle();

RED.nodes.registerType('twilio-transcription-in', {
  category: 'Twilio',
  color: '#B9A6E0',
  icon: 'twilio-transcription-in.svg',
  defaults: {
    ...triggerDefaults(text),
    filterStatus: statusFilter(text),
  },
  inputs: 0,
  outputs: 1,
  paletteLabel: text('twilio-transcription-in.palette'),
  label() {
    return statusLabel(this, text('twilio-transcription-in.palette'));
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
