/** What the forms of sending nodes share: message options with fields of their own, and delivery status. */

import { watchPublicUrl } from '../account/public-url-warning';
import { objectIn } from '../fields/json-rows';
import type { OptionChecks } from '../fields/option-fields';
import { asText, current } from '../properties/current';
import { moment } from '../validators/action-validators';
import type { Problem } from '../validators/check';
import { wholeNumber } from '../validators/validators';

/** The problem of a node that does not send through a Messaging Service. */
export type ServiceCheck = (node: EditorNode) => Problem | undefined;

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export const messageChecks = (service: ServiceCheck): OptionChecks => ({
  validityPeriod: wholeNumber(1, 36_000),
  // Only Messaging Services can schedule. https://www.twilio.com/docs/messaging/features/message-scheduling
  sendAt: (value, node) => service(node) ?? moment(value),
  shortenUrls: (_value, node) => service(node),
});

/** Twilio accepts this parameter and ignores it. */
const OBSOLETE = 'maxPrice';

/** Prepares the section "Delivery and options" of a sending node. */
export function prepareSending(node: EditorNode, form: JQuery): void {
  const options = form.find('#twilio-field-options');
  const showObsolete = (): void => {
    form.find('#twilio-note-maxPrice').prop('hidden', objectIn(options.typedInput('value'))?.[OBSOLETE] === undefined);
  };
  options.on('change', showObsolete);
  showObsolete();
  watchPublicUrl(node, () => current(node, 'track') === 'true');
  const isChanged =
    current(node, 'track') === 'false' ||
    !['', 'together'].includes(asText(node['results'])) ||
    !['', '{}'].includes(asText(node['options']));
  form.find('#twilio-section-more').prop('open', isChanged);
}
