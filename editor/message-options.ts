/** What the forms of sending nodes share: options of a message that have fields of their own, and delivery reports. */

import { objectIn } from './json-rows';
import type { OptionChecks } from './option-fields';
import { watchReach } from './reach';
import { asText, current, formOf } from './rules';
import { wholeNumber, type Problem } from './validators';
import { moment } from './action-validators';

/** Whether a node sends through a Messaging Service: what is to be done when it does not. */
export type ServiceCheck = (node: EditorNode) => Problem | undefined;

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export const messageChecks = (service: ServiceCheck): OptionChecks => ({
  validityPeriod: wholeNumber(1, 36_000),
  // Scheduling is done by a Messaging Service. https://www.twilio.com/docs/messaging/features/message-scheduling
  sendAt: (value, node) => service(node) ?? moment(value),
  shortenUrls: (_value, node) => service(node),
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
