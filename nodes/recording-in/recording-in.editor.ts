import { listField, numberField, savePlain } from '../../editor/fields';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import {
  durationBound,
  fetchDefaults,
  openTrigger,
  statusFilter,
  statusLabel,
  triggerDefaults,
  triggerOutputs,
} from '../../editor/trigger';

const text = strings('recording-in');
const plain = [listField('filterStatus'), numberField('filterMinDuration'), numberField('limit')];

addStyle();

RED.nodes.registerType('twilio-recording-in', {
  category: 'Twilio',
  color: '#B9A6E0',
  icon: 'twilio-recording-in.svg',
  defaults: {
    ...triggerDefaults(text),
    filterStatus: statusFilter(text),
    filterMinDuration: durationBound(text, 'filterMinDuration'),
    ...fetchDefaults(text, 'fetchAudio'),
    format: { value: 'mp3' },
    channels: { value: 'mono' },
    deleteAfter: { value: false },
  },
  inputs: 0,
  outputs: 1,
  paletteLabel: text('twilio-recording-in.palette'),
  label() {
    return statusLabel(this, text('twilio-recording-in.palette'));
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
