import { listField, numberField, savePlain } from '../../editor/fields';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import {
  addressFilter,
  durationBound,
  openTrigger,
  statusFilter,
  statusLabel,
  triggerDefaults,
  triggerOutputs,
} from '../../editor/trigger';

const text = strings('call-status');
const plain = [listField('filterStatus'), numberField('filterMinDuration'), numberField('filterMaxDuration')];

addStyle();

RED.nodes.registerType('twilio-call-status', {
  category: 'Twilio',
  color: '#86B6E6',
  icon: 'twilio-call-status.svg',
  defaults: {
    ...triggerDefaults(text),
    filterStatus: statusFilter(text),
    filterDirection: { value: 'any' },
    filterFrom: addressFilter(text, 'filterFrom'),
    filterTo: addressFilter(text, 'filterTo'),
    filterMinDuration: durationBound(text, 'filterMinDuration'),
    filterMaxDuration: durationBound(text, 'filterMaxDuration'),
    inOrder: { value: false },
  },
  inputs: 0,
  outputs: 1,
  paletteLabel: text('twilio-call-status.palette'),
  label() {
    return statusLabel(this, text('twilio-call-status.palette'));
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
