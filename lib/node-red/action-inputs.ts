import { TwilioError } from '../errors/twilio-error';
import { preview, textMember } from '../validation/objects';
import type { Node, NodeDef, NodeMessage, Red } from './red';
import { evaluate, typedInput, type Properties, type TypedInput } from './typed-inputs';

/** Reads the values of an action's TypedInputs for a message. An empty field is `undefined`. */
export type ReadInputs<Input extends string> = (msg: NodeMessage) => Promise<Record<Input, unknown>>;

/** What inputs are when the node has no such property, as in a flow that was written by a program. */
export type MissingInputs<Input extends string> = Readonly<Partial<Record<Input, TypedInput>>>;

/**
 * @param names the TypedInputs
 * @param secrets those whose value is never shown, not even in the error of an expression
 * @param missing what an input is when the node has no such property
 * @returns a function that throws a {@link TwilioError} `INVALID_PARAMETER` when an expression fails
 */
export function inputReader<Input extends string>(
  red: Red,
  node: Node,
  def: NodeDef,
  names: readonly Input[],
  secrets: readonly Input[] = [],
  missing?: MissingInputs<Input>,
): ReadInputs<Input> {
  const properties: Properties = { ...def };
  const fields = {} as Record<Input, TypedInput>;
  for (const name of names) fields[name] = typedInput(properties, name, missing?.[name]);
  return async (msg) => {
    const values = {} as Record<Input, unknown>;
    for (const name of names) {
      try {
        const value = evaluate(red, node, fields[name], msg);
        values[name] = value instanceof Promise ? await value : value;
      } catch (error) {
        const reason = secrets.includes(name) ? 'its expression failed' : reasonOf(error);
        throw new TwilioError('INVALID_PARAMETER', `"${name}" cannot be read: ${reason}`, {
          hint: `Correct the expression in the field "${name}" of this node.`,
        });
      }
    }
    return values;
  };
}

/** An error's message. JSONata throws objects that are not errors and hold a stack. */
function reasonOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null ? textMember(error, 'message') : '';
  return message === '' ? preview(error) : message;
}
