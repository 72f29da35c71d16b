/** What the forms of sending nodes share: options of a message that have fields of their own, and delivery reports. */

import { objectIn } from './json-rows';
import type { OptionChecks } from './option-fields';
import { watchReach } from './reach';
import { asText, current, formOf, type NodeCheck } from './rules';
import { wholeNumber } from './validators';
import { moment } from './action-validators';

/** Whether a node sends through a Messaging Service. */
export type HasService = (node: EditorNode) => boolean;

/** Scheduling is done by a Messaging Service. https://www.twilio.com/docs/messaging/features/message-scheduling */
const scheduled =
  (hasService: HasService): NodeCheck =>
  (value, node) =>
    hasService(node) ? moment(value) : { key: 'needsService' };

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export const messageChecks = (hasService: HasService): OptionChecks => ({
  validityPeriod: wholeNumber(1, 36_000),
  sendAt: scheduled(hasService),
  shortenUrls: (_value, node) => (hasService(node) ? undefined : { key: 'needsService' }),
});

/** Twilio still takes it and no longer heeds it. */
const OBSOLETE = 'maxPrice';

/** Wires the section "Delivery and options" of a sending node. */
export function openSending(node: EditorNode): void {
  const form = formOf(node);
  const options = form.find('#twilio-field-options');
  const showObsolete = (): void => {
    form.find('#twilio-note-maxPrice').prop('hidden', objectIn(options.typedInput('value'))?.[OBSOLETE] === undefined);
  };
  options.on('change', showObsolete);
  showObsolete();
  watchReach(node, () => current(node, 'track') === 'true');
  const isChanged = current(node, 'track') === 'false' || !['', '{}'].includes(asText(node['options']));
  form.find('#twilio-section-more').prop('open', isChanged);
}
