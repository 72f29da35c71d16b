import type { Node, NodeMessage, Red } from './red';

/** The value of a TypedInput: `property` and `propertyType` of a node, such as `to` and `toType`. */
export interface TypedInput {
  value: unknown;
  type: string;
}

/** A node's own properties, as Node-RED stores them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Reads a TypedInput from a node's properties. One that was never set is an empty text. */
export function typedInput(properties: Properties, name: string): TypedInput {
  const value = properties[name];
  const type = properties[`${name}Type`];
  return { value: value ?? '', type: typeof type === 'string' && type !== '' ? type : 'str' };
}

/**
 * Sets the default of a TypedInput that was never set, such as in a flow that was written by hand.
 * @param def a node's properties: the copy that Node-RED gives to its constructor. It has hidden members too.
 * @param value of the type `type`
 */
export function setDefault(def: object, name: string, value: string, type: string): void {
  if (Reflect.get(def, name) === undefined) Object.assign(def, { [name]: value, [`${name}Type`]: type });
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
