/** The properties of the triggers for what becomes of sent messages: `sms-status` and `whatsapp-status`. */

import { listField } from './fields';
import { field } from './rules';
import type { Text } from './strings';
import { addressFilter, statusFilter, triggerDefaults } from './trigger';
import { errorCodes } from './validators';

/** The field of theirs that is saved as a list. */
export const statusPlain = [listField('filterStatus')];

export function statusDefaults(text: Text) {
  return {
    ...triggerDefaults(text),
    filterStatus: statusFilter(text),
    filterFrom: addressFilter(text, 'filterFrom'),
    filterTo: addressFilter(text, 'filterTo'),
    filterError: field(text, 'common.label.filterError', '', errorCodes),
    inOrder: { value: false },
  };
}
