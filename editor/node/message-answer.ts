/** The answer of a message trigger: a text with media, or an answer of the flow within a deadline. */

import { current } from '../properties/current';
import type { Properties } from '../properties/properties';
import { all, required } from '../validators/check';
import { deadline, mediaUrls, messageBody } from '../validators/validators';

/** The text of the answer. It can be empty when there is media. */
export const replyText = (set: Properties): PropertyDef =>
  set.shared('replyText', '', (value, node) => {
    if (current(node, 'respond') !== 'text') return undefined;
    return current(node, 'replyMedia').trim() === '' ? all(required, messageBody)(value) : messageBody(value);
  });

/** The URLs of the answer's media. */
export const replyMedia = (set: Properties): PropertyDef =>
  set.shared('replyMedia', '', (value, node) => (current(node, 'respond') === 'text' ? mediaUrls(value) : undefined));

/** How long the flow has to answer, in seconds. */
export const answerDeadline = (set: Properties): PropertyDef =>
  set.shared('deadline', 10, (value, node) => (current(node, 'respond') === 'flow' ? deadline(value) : undefined));
