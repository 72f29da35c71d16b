import { listField } from '../../editor/fields/own-fields';
import { statusLabel } from '../../editor/node/labels';
import { addressFilter, statusFilter, triggerEditor } from '../../editor/node/trigger';
import { properties } from '../../editor/properties/properties';

const set = properties('transcription-in');

RED.nodes.registerType('twilio-transcription-in', {
  category: 'Twilio calls',
  color: '#B9A6E0',
  icon: 'twilio-transcription-in.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    rejected: { value: false },
    outputs: { value: 1 },
    filterStatus: statusFilter(set),
    filterFrom: addressFilter(set, 'filterFrom'),
    filterTo: addressFilter(set, 'filterTo'),
  },
  inputs: 0,
  outputs: 1,
  ...triggerEditor(set, { fields: [listField('filterStatus')], label: statusLabel(set) }),
});
