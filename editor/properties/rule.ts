/** Node-RED validators from the pure checks in editor/validators. */

import type { Text } from '../strings';
import type { Check, Problem } from '../validators/check';
import { asText } from './current';

type Validate = (this: EditorNode, value: unknown, options: ValidatorOptions) => ValidatorResult;

/** A check that can also read the node's other properties. */
export type NodeCheck = (value: string, node: EditorNode) => ReturnType<Check>;

/** The sentence about a problem, as HTML. */
export function sentenceOf(text: Text, { key, values = {} }: Problem): string {
  // The editor shows some of these sentences as HTML, and the values can come from an imported flow.
  const escaped = Object.entries(values).map(([name, value]): [string, string] => [name, RED.utils.sanitize(value)]);
  return text(`common.error.${key}`, Object.fromEntries(escaped));
}

/** A Node-RED validator. Its message is the field's label and the sentence about the problem. */
export function rule(text: Text, check: NodeCheck): Validate {
  return function (value, options) {
    const problem = check(asText(value), this);
    if (!problem) return true;
    const sentence = sentenceOf(text, problem);
    return options.label === undefined ? sentence : `${options.label}: ${sentence}`;
  };
}
