/** What the editor code of all triggers shares: the webhook URL, the filters and the second output. */

import { chooseFromAccount } from '../account/account-choices';
import { prepareCopy, savedAccount, showWebhooks } from '../account/webhook-rows';
import { countSegments } from '../fields/segments';
import type { OwnField } from '../fields/own-fields';
import { current } from '../properties/current';
import type { Properties } from '../properties/properties';
import { prepareTriggerSetup } from '../setup/prepare';
import { required } from '../validators/check';
import { addressList, maxNotBelow, regularExpression, statusList, wholeNumber } from '../validators/validators';
import { nodeEditor, type NodeEditor } from './node-editor';

/** The shared part of a trigger's definition. */
export const triggerEditor = (
  set: Properties,
  {
    fields = [],
    label,
    own = ['filterTo'],
    ownKind = 'incomingNumbers',
  }: {
    fields?: readonly OwnField[];
    label: (node: EditorNode) => string;
    /** The filters for the account's own numbers. */
    own?: readonly ('filterFrom' | 'filterTo')[];
    ownKind?: 'incomingNumbers' | 'whatsappSenders';
  },
): NodeEditor =>
  nodeEditor(set, {
    fields,
    label,
    outputLabel: (_node, index) => set.text(index === 0 ? 'common.output.accepted' : 'common.output.rejected'),
    open(node, form) {
      prepareCopy(set.text, form);
      prepareTriggerSetup(node);
      const account = form.find('#node-input-account');
      const show = (): void => {
        const config = RED.nodes.node(current(node, 'account'));
        showWebhooks(set.text, form, config ? savedAccount(config) : undefined);
      };
      account.on('change', show);
      show();
      form.find('#node-input-rejected').on('change', () => {
        form.find('#node-input-outputs').val(current(node, 'rejected') === 'true' ? '2' : '1');
      });
      for (const property of own) chooseFromAccount(node, set.text, { property, what: ownKind, isList: true });
      countSegments(node, set.text, 'replyText');
      // The section is open when a filter is set.
      const filters = form.find('#twilio-section-filters');
      filters.prop('open', filters.find('input:not([type=hidden]), select').toArray().some(isChanged));
      form.find('#twilio-section-fetch').prop('open', form.find('[id^=node-input-fetch]').toArray().some(isChanged));
    },
  });

/** Whether a field has another value than in a new node. */
function isChanged(element: HTMLElement): boolean {
  if (element instanceof HTMLInputElement) return element.type === 'checkbox' ? element.checked : element.value !== '';
  // The first choice of a list accepts everything. A list for how a text is compared has no effect without the text.
  return element instanceof HTMLSelectElement && element.selectedIndex > 0 && !element.id.endsWith('Match');
}

/** A filter of addresses: `filterFrom`, `filterTo`. */
export const addressFilter = (set: Properties, property: string): PropertyDef => set.shared(property, '', addressList);

/** The statuses that a trigger listens to. None means all. */
export const statusFilter = (set: Properties): PropertyDef => set.shared('filterStatus', [], statusList);

/** The longest call in seconds: 24 hours. https://www.twilio.com/docs/voice/api/call-resource */
const MAX_CALL_SECONDS = 86_400;

/** A limit of a duration in seconds; empty for none. */
export const durationFilter = (set: Properties, property: 'filterMinDuration' | 'filterMaxDuration'): PropertyDef =>
  set.shared(property, '', (value, node) => {
    if (value.trim() === '') return undefined;
    const problem = wholeNumber(0, MAX_CALL_SECONDS)(value);
    if (problem || property === 'filterMinDuration') return problem;
    return maxNotBelow(current(node, 'filterMinDuration'))(value);
  });

/** The filter of a message's text. */
export const bodyFilter = (set: Properties): PropertyDef =>
  set.shared('filterBody', '', (value, node) =>
    current(node, 'filterBodyMatch') === 'regex' ? regularExpression(value) : undefined,
  );

/** The property that says whether files are downloaded. */
type DownloadProperty = 'fetchMedia' | 'fetchAudio';

/** The folder that files are downloaded to. */
export const downloadFolder = (set: Properties, property: DownloadProperty): PropertyDef =>
  set.shared('folder', '', (value, node) => (current(node, property) === 'file' ? required(value) : undefined));

/** The largest limit for a download. A file that becomes a Buffer is held in memory. */
const MAX_DOWNLOAD_MEGABYTES = 500;

/** The largest file that is downloaded, in megabytes. */
export const downloadLimit = (set: Properties, property: DownloadProperty): PropertyDef =>
  set.shared('limit', 20, (value, node) =>
    current(node, property) === '' ? undefined : wholeNumber(1, MAX_DOWNLOAD_MEGABYTES)(value),
  );
