import { listField } from '../../editor/fields/own-fields';
import { statusLabel } from '../../editor/node/labels';
import { addressFilter, statusFilter, triggerEditor } from '../../editor/node/trigger';
import { properties } from '../../editor/properties/properties';
import { errorCodes } from '../../editor/validators/validators';

const set = properties('whatsapp-status');

RED.nodes.registerType('twilio-whatsapp-status', {
  category: 'Twilio messages',
  color: '#6CC3A0',
  icon: 'twilio-whatsapp-status.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    rejected: { value: false },
    outputs: { value: 1 },
    filterStatus: statusFilter(set),
    filterFrom: addressFilter(set, 'filterFrom'),
    filterTo: addressFilter(set, 'filterTo'),
    filterError: set.shared('filterError', '', errorCodes),
    inOrder: { value: false },
  },
  inputs: 0,
  outputs: 1,
  ...triggerEditor(set, {
    own: ['filterFrom'],
    ownKind: 'whatsappSenders',
    fields: [listField('filterStatus')],
    label: statusLabel(set),
  }),
});
