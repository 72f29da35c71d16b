import type { Node, NodeMessage, Red } from './red';

/** The value of a TypedInput: `property` and `propertyType` of a node, such as `to` and `toType`. */
export interface TypedInput {
  value: unknown;
  type: string;
}

/** A node's own properties, as Node-RED stores them. */
export type Properties = Readonly<Record<string, unknown>>;

/** What an input without a property of its own has, such as the payload of the message. */
export const PAYLOAD: TypedInput = { value: 'payload', type: 'msg' };

/**
 * Reads a TypedInput from a node's properties.
 * @param missing what it is when the node has no such property. Default: an empty text.
 */
export function typedInput(properties: Properties, name: string, missing?: TypedInput): TypedInput {
  const value = properties[name];
  if (missing !== undefined && (value === undefined || value === null)) return missing;
  const type = properties[`${name}Type`];
  return { value: value ?? '', type: typeof type === 'string' && type !== '' ? type : 'str' };
}

/**
 * The value of a TypedInput for one message, or a promise of it. An empty field is `undefined`, whatever its type.
 * https://nodered.org/docs/api/ui/typedInput/
 * @throws what Node-RED throws for an invalid expression or JSON
 */
export function evaluate(red: Red, node: Node, input: TypedInput, msg: NodeMessage): unknown {
  const { value, type } = input;
  if (value === '') return undefined;
  if (type === 'str' || typeof value !== 'string') return value;
  if (type === 'msg') return red.util.getMessageProperty(msg, value);
  return new Promise((resolve, reject) => {
    red.util.evaluateNodeProperty(value, type, node, msg, (error, result: unknown) => {
      if (error === null || error === undefined) resolve(result);
      else reject(error);
    });
  });
}
