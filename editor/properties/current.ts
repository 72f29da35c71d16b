/** The values of a node's properties while its form is open. */

/** The prefix of the ids of a node's fields. */
export const prefixOf = (node: EditorNode): 'node-config-input' | 'node-input' =>
  node._def.category === 'config' ? 'node-config-input' : 'node-input';

/** The prefix of the other ids in a node's form, so that a node's form and the account's can be open together. */
export const ownPrefixOf = (node: EditorNode): 'twilio-config' | 'twilio' =>
  node._def.category === 'config' ? 'twilio-config' : 'twilio';

/** The form of a node while it is open: `openForm` has set the node's id on it. */
export const formOf = (node: EditorNode): JQuery => $(`.twilio-form[data-node="${node.id}"]`);

/** A property as text: the field's value while the form is open, otherwise the saved value. */
export function current(node: EditorNode, property: string): string {
  const input = formOf(node).find(`#${prefixOf(node)}-${property}, input#twilio-field-${property}`);
  if (input.attr('type') === 'checkbox') return String(input.prop('checked'));
  const typed: unknown = input.val();
  return asText(typed ?? node[property]);
}

/** A saved value as the text that a check reads: JSON for everything but a text, `''` for nothing. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
