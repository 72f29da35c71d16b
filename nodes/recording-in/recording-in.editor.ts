import { listField, numberField } from '../../editor/fields/own-fields';
import { statusLabel } from '../../editor/node/labels';
import {
  addressFilter,
  downloadFolder,
  downloadLimit,
  durationFilter,
  statusFilter,
  triggerEditor,
} from '../../editor/node/trigger';
import { properties } from '../../editor/properties/properties';

const set = properties('recording-in');
const fields = [listField('filterStatus'), numberField('filterMinDuration'), numberField('limit')];

RED.nodes.registerType('twilio-recording-in', {
  category: 'Twilio calls',
  color: '#B9A6E0',
  icon: 'twilio-recording-in.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    rejected: { value: false },
    outputs: { value: 1 },
    filterStatus: statusFilter(set),
    filterFrom: addressFilter(set, 'filterFrom'),
    filterTo: addressFilter(set, 'filterTo'),
    filterMinDuration: durationFilter(set, 'filterMinDuration'),
    fetchAudio: { value: '' },
    folder: downloadFolder(set, 'fetchAudio'),
    limit: downloadLimit(set, 'fetchAudio'),
    format: { value: 'mp3' },
    channels: { value: 'mono' },
    deleteAfter: { value: false },
  },
  inputs: 0,
  outputs: 1,
  ...triggerEditor(set, { fields, label: statusLabel(set) }),
});
