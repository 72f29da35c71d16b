/** What the forms of all triggers share: the account's addresses, the filters, the second output. */

import { prepareCopy, savedAccount, showWebhooks } from './account';
import { openForm, type PlainField } from './fields';
import { asText, current, field, formOf } from './rules';
import type { Text } from './strings';
import { addressList, regularExpression } from './validators';

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
  const filtered = form.find('#twilio-section-filters [id^=node-input-filter]').toArray().some(isSet);
  form.find('#twilio-section-filters').prop('open', filtered || current(node, 'rejected') === 'true');
}

/** True for a filter field that turns something away. */
function isSet(element: HTMLElement): boolean {
  if (element instanceof HTMLInputElement) return element.type === 'checkbox' ? element.checked : element.value !== '';
  // The first choice of a list lets everything through; how a text is compared means nothing without the text.
  return element instanceof HTMLSelectElement && element.selectedIndex > 0 && !element.id.endsWith('Match');
}

/** A filter over addresses: `filterFrom`, `filterTo`. */
export const addressFilter = (text: Text, property: string): PropertyDef =>
  field(text, `common.label.${property}`, '', addressList);

/** The filter over a message's text. */
export const bodyFilter = (text: Text): PropertyDef =>
  field(text, 'common.label.filterBody', '', (value, node) =>
    current(node, 'filterBodyMatch') === 'regex' ? regularExpression(value) : undefined,
  );

/** A trigger's label: its name, else what it is and the number that it listens on. */
export function triggerLabel(node: EditorNode, palette: string): string {
  return asText(node.name) || `${palette} ${asText(node['filterTo'])}`.trim();
}

/** The names of a trigger's outputs. */
export const triggerOutputs =
  (text: Text): ((index: number) => string) =>
  (index) =>
    text(index === 0 ? 'common.output.accepted' : 'common.output.rejected');
