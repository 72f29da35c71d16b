/** TypedInputs that are no plain text: numbers, objects, one of a few words. */

import { labelTyped } from './controls';
import { current, rule, type NodeCheck } from './rules';
import type { Text } from './strings';

/** Where a value can come from, beside standing in the node itself. */
export const ELSEWHERE = ['msg', 'flow', 'global', 'env', 'jsonata'] as const;

/** Makes a TypedInput of a property's field, with these types; the first one is that of a new node. */
export function prepareTypedAs(property: string, types: readonly (string | TypedInputType)[]): void {
  const input = $(`#node-input-${property}`);
  const [first = 'str'] = types;
  input.typedInput({
    default: typeof first === 'string' ? first : first.value,
    types: [...types],
    typeField: `#node-input-${property}Type`,
  });
  labelTyped(input);
}

/** Fixed texts to choose from. */
export const oneOf = (label: string, words: readonly { value: string; label: string }[]): TypedInputType => ({
  value: 'str',
  label,
  options: [...words],
});

/**
 * A TypedInput's property. Values of the types in `checks` are judged by them; of the others, Node-RED judges whether
 * they can be one, and an empty one is nothing.
 */
export function typedProperty(
  text: Text,
  type: string,
  property: string,
  value: string,
  checks: Readonly<Record<string, NodeCheck>>,
): PropertyDef {
  return {
    value,
    label: text(`${type}.label.${property}`),
    validate(saved, options) {
      const kind = current(this, `${property}Type`);
      const check = checks[kind];
      if (check !== undefined) return rule(text, check).call(this, saved, options);
      if (saved === '' || saved === undefined) return true;
      const result = RED.utils.validateTypedProperty(saved, kind, options);
      return result === false ? rule(text, () => ({ key: 'required' })).call(this, saved, options) : result;
    },
  };
}
