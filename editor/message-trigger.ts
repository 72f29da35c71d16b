/** The properties of the triggers for incoming messages: `sms-in` and `whatsapp-in`. */

import { numberField } from './fields';
import { current, field } from './rules';
import type { Text } from './strings';
import { addressFilter, bodyFilter, fetchDefaults, triggerDefaults } from './trigger';
import { all, deadline, mediaUrls, messageBody, required } from './validators';

/** The fields of theirs that are saved as numbers. */
export const messagePlain = [numberField('deadline'), numberField('limit')];

export function messageDefaults(text: Text) {
  return {
    ...triggerDefaults(text),
    filterFrom: addressFilter(text, 'filterFrom'),
    filterTo: addressFilter(text, 'filterTo'),
    filterBody: bodyFilter(text),
    filterBodyMatch: { value: 'contains' },
    filterMedia: { value: 'any' },
    respond: { value: 'empty' },
    replyText: field(text, 'common.label.replyText', '', (value, node) => {
      if (current(node, 'respond') !== 'text') return undefined;
      // A picture alone is an answer too.
      return current(node, 'replyMedia').trim() === '' ? all(required, messageBody)(value) : messageBody(value);
    }),
    replyMedia: field(text, 'common.label.replyMedia', '', (value, node) =>
      current(node, 'respond') === 'text' ? mediaUrls(value) : undefined,
    ),
    deadline: field(text, 'common.label.deadline', 10, (value, node) =>
      current(node, 'respond') === 'flow' ? deadline(value) : undefined,
    ),
    ...fetchDefaults(text, 'fetchMedia'),
  };
}
