/** What the forms of all triggers share: the account's addresses, the filters, the second output. */

import { prepareCopy, savedAccount, showWebhooks } from './account';
import { tickedIn } from './controls';
import { openForm, type PlainField } from './fields';
import { accountReference, asText, current, field, formOf } from './rules';
import type { Text } from './strings';
import { addressList, longest, regularExpression, required, statusList, wholeNumber } from './validators';

/** Fills and wires the form of a trigger. */
export function openTrigger(node: EditorNode, text: Text, plain: readonly PlainField[] = []): void {
  openForm(node, plain);
  const form = formOf(node);
  prepareCopy(text, form);
  const account = form.find('#node-input-account');
  const show = (): void => {
    const config = RED.nodes.node(current(node, 'account'));
    showWebhooks(text, form, config ? savedAccount(config) : undefined);
  };
  account.on('change', show);
  show();
  form.find('#node-input-rejected').on('change', () => {
    form.find('#node-input-outputs').val(current(node, 'rejected') === 'true' ? '2' : '1');
  });
  // A filter that is set must be seen.
  const filtered = form.find('#twilio-section-filters').find('input:not([type=hidden]), select').toArray().some(isSet);
  form.find('#twilio-section-filters').prop('open', filtered);
  form.find('#twilio-section-fetch').prop('open', form.find('[id^=node-input-fetch]').toArray().some(isSet));
}

/** True for a field that is not as it was when the node was new. */
function isSet(element: HTMLElement): boolean {
  if (element instanceof HTMLInputElement) return element.type === 'checkbox' ? element.checked : element.value !== '';
  // The first choice of a list lets everything through; how a text is compared means nothing without the text.
  return element instanceof HTMLSelectElement && element.selectedIndex > 0 && !element.id.endsWith('Match');
}

/** What every trigger has, whatever it listens to. */
export function triggerDefaults(text: Text) {
  return {
    name: { value: '' },
    account: accountReference(text),
    rejected: { value: false },
    outputs: { value: 1 },
  };
}

/** A filter over addresses: `filterFrom`, `filterTo`. */
export const addressFilter = (text: Text, property: string): PropertyDef =>
  field(text, `common.label.${property}`, '', addressList);

/** Tick boxes for the statuses that a trigger listens to. None means all. */
export const statusFilter = (text: Text): PropertyDef => field(text, 'common.label.filterStatus', [], statusList);

/** A bound of a duration, in seconds; empty for none. */
export const durationBound = (text: Text, property: string): PropertyDef =>
  field(text, `common.label.${property}`, '', (value, node) => {
    if (value.trim() === '') return undefined;
    const problem = wholeNumber(0, LONGEST_CALL)(value);
    return (
      problem ?? (property === 'filterMaxDuration' ? longest(current(node, 'filterMinDuration'))(value) : undefined)
    );
  });

/** A call lasts 24 hours at most. https://www.twilio.com/docs/voice/api/call-resource */
const LONGEST_CALL = 86_400;

/** The fields that say where files go that are fetched from Twilio. `mode` is the property that says whether. */
export function fetchDefaults(text: Text, mode: 'fetchMedia' | 'fetchAudio') {
  return {
    [mode]: { value: '' },
    folder: field(text, 'common.label.folder', '', (value, node) =>
      current(node, mode) === 'file' ? required(value) : undefined,
    ),
    limit: field(text, 'common.label.limit', 20, (value, node) =>
      current(node, mode) === '' ? undefined : wholeNumber(1, MOST_MEGABYTES)(value),
    ),
  };
}

/** A Buffer is held in memory, so there is a bound to what can be asked for. */
const MOST_MEGABYTES = 500;

/** The filter over a message's text. */
export const bodyFilter = (text: Text): PropertyDef =>
  field(text, 'common.label.filterBody', '', (value, node) =>
    current(node, 'filterBodyMatch') === 'regex' ? regularExpression(value) : undefined,
  );

/** A trigger's label: its name, else what it is and the number that it listens on. */
export function triggerLabel(node: EditorNode, palette: string): string {
  return asText(node.name) || `${palette} ${asText(node['filterTo'])}`.trim();
}

/** How many statuses a label has room for. */
const FEW = 3;

/** A status trigger's label: its name, else what it is and the statuses that it listens to. */
export function statusLabel(node: EditorNode, palette: string): string {
  const statuses = tickedIn(asText(node['filterStatus']));
  const few = statuses.length <= FEW ? statuses.join(', ') : '';
  return asText(node.name) || `${palette} ${few}`.trim();
}

/** The names of a trigger's outputs. */
export const triggerOutputs =
  (text: Text): ((index: number) => string) =>
  (index) =>
    text(index === 0 ? 'common.output.accepted' : 'common.output.rejected');
