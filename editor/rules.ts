/** Node-RED property definitions with validation, from the pure checks of validators.ts. */

import type { Text } from './strings';
import type { Check, Problem } from './validators';

type Validate = (this: EditorNode, value: unknown, options: ValidatorOptions) => ValidatorResult;

/** A check that may look at the node's other properties. */
export type NodeCheck = (value: string, node: EditorNode) => ReturnType<Check>;

/** The prefix of the ids of a node's fields. */
export const prefixOf = (node: EditorNode): 'node-config-input' | 'node-input' =>
  node._def.category === 'config' ? 'node-config-input' : 'node-input';

/** The form of a node, when it is open: `openForm` has put the node's id on it. */
export const formOf = (node: EditorNode): JQuery => $(`.twilio-form[data-node="${node.id}"]`);

/** A property as text: what is typed while the node's form is open, else what is saved. */
export function current(node: EditorNode, property: string): string {
  const input = formOf(node).find(`#${prefixOf(node)}-${property}, input#twilio-field-${property}`);
  if (input.attr('type') === 'checkbox') return String(input.prop('checked'));
  const typed: unknown = input.val();
  return asText(typed ?? node[property]);
}

/** A saved value as the text that a check looks at. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** The sentence about a problem. */
export function sentenceOf(text: Text, { key, values = {} }: Problem): string {
  // The editor shows these sentences as HTML in places, and what they quote may come from an imported flow.
  const quoted = Object.entries(values).map(([name, quote]): [string, string] => [name, RED.utils.sanitize(quote)]);
  return text(`common.error.${key}`, Object.fromEntries(quoted));
}

/** A Node-RED validator: the sentence of the problem that the check finds, led by the field's label. */
export function rule(text: Text, check: NodeCheck): Validate {
  return function (value, options) {
    const problem = check(asText(value), this);
    if (!problem) return true;
    const sentence = sentenceOf(text, problem);
    return options.label === undefined ? sentence : `${options.label}: ${sentence}`;
  };
}

/** A property with a label and a check. */
export function field(text: Text, label: string, value: unknown, check: NodeCheck): PropertyDef {
  return { value, label: text(label), validate: rule(text, check) };
}

/** A TypedInput's value: the check looks at fixed text only, Node-RED looks at the other types. */
export function typedField(text: Text, type: string, property: string, value: string, check: NodeCheck): PropertyDef {
  const ofText = rule(text, check);
  return {
    value,
    label: text(`${type}.label.${property}`),
    validate(saved, options) {
      const kind = current(this, `${property}Type`);
      if (kind === 'str' || kind === '') return ofText.call(this, saved, options);
      const result = RED.utils.validateTypedProperty(saved, kind, options);
      return result === false ? ofText.call(this, '', options) : result;
    },
  };
}

/** The reference to the account, which every node has. Some find the account by the message and do without. */
export function accountReference(text: Text, { required = true } = {}): PropertyDef {
  return { value: '', type: 'twilio-config', required, label: text('common.label.account') };
}
