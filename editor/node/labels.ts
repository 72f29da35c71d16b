/** The label of a node without a name: what the node does. */

import { selectedIn } from '../fields/controls';
import { asText } from '../properties/current';
import type { Properties } from '../properties/properties';

/** The longest text in a label, in characters. */
const MAX_LENGTH = 30;

/** A text in one line, cut to fit a label. */
export function inLabel(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH - 1).trimEnd()}…`;
}

/** The saved value of a TypedInput as a label shows it; empty when it is not set or an expression. */
export function valueInLabel(node: EditorNode, property: string): string {
  const value = asText(node[property]).trim();
  const type = asText(node[`${property}Type`]);
  if (value === '' || type === 'jsonata') return '';
  // Leaves out the name of the context store.
  if (['flow', 'global'].includes(type)) return `${type}.${value.replace(/^#:\([^)]*\)::/, '')}`;
  if (type === 'msg') return `msg.${value}`;
  return type === 'env' ? `\${${value}}` : inLabel(value);
}

/** The fixed text of a TypedInput; empty when the value comes from elsewhere. */
export const fixedInLabel = (node: EditorNode, property: string): string =>
  ['', 'str'].includes(asText(node[`${property}Type`])) ? inLabel(asText(node[property])) : '';

/** The palette label and, if there are any, details. */
export function labelWith({ type, text }: Properties, ...details: string[]): string {
  const name = text(`${type}.palette`);
  const shown = details.filter((detail) => detail !== '');
  return shown.length === 0 ? name : `${name}: ${inLabel(shown.join(', '))}`;
}

/** The label of a node with a recipient: `unnamed` of its strings, such as "SMS to +14155550100". */
export function recipientLabel({ type, text }: Properties): (node: EditorNode) => string {
  return (node) => {
    const to = valueInLabel(node, 'to');
    return to === '' ? text(`${type}.palette`) : text(`${type}.unnamed`, { to });
  };
}

/** The label of a trigger for messages or calls: the numbers and the text that it listens to. */
export const filterLabel =
  (set: Properties) =>
  (node: EditorNode): string => {
    const [to, from, body] = ['filterTo', 'filterFrom', 'filterBody'].map((filter) => asText(node[filter]).trim());
    return labelWith(
      set,
      to ?? '',
      from ? set.text('common.unnamed.from', { from }) : '',
      body ? set.text('common.unnamed.quoted', { text: body }) : '',
    );
  };

/** The most statuses that fit a label. */
const MAX_STATUSES = 3;

/** The label of a status trigger: the statuses that it listens to. */
export const statusLabel =
  (set: Properties) =>
  (node: EditorNode): string => {
    const statuses = selectedIn(asText(node['filterStatus']));
    return labelWith(set, statuses.length <= MAX_STATUSES ? statuses.join(', ') : '');
  };
