import { listField, numberField } from '../../editor/fields/own-fields';
import { statusLabel } from '../../editor/node/labels';
import { addressFilter, durationFilter, statusFilter, triggerEditor } from '../../editor/node/trigger';
import { properties } from '../../editor/properties/properties';

const set = properties('call-status');
const fields = [listField('filterStatus'), numberField('filterMinDuration'), numberField('filterMaxDuration')];

RED.nodes.registerType('twilio-call-status', {
  category: 'Twilio calls',
  color: '#86B6E6',
  icon: 'twilio-call-status.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    rejected: { value: false },
    outputs: { value: 1 },
    filterStatus: statusFilter(set),
    filterKind: { value: 'any' },
    filterDirection: { value: 'any' },
    filterFrom: addressFilter(set, 'filterFrom'),
    filterTo: addressFilter(set, 'filterTo'),
    filterMinDuration: durationFilter(set, 'filterMinDuration'),
    filterMaxDuration: durationFilter(set, 'filterMaxDuration'),
    inOrder: { value: false },
  },
  inputs: 0,
  outputs: 1,
  ...triggerEditor(set, { own: ['filterFrom', 'filterTo'], fields, label: statusLabel(set) }),
});
