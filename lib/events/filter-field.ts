/** An invalid filter field. The node shows its message in its status. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  constructor(
    /** The property of the node, such as `filterFrom`. */
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** Whether a filter accepts a value. */
export type Predicate<T> = (value: T) => boolean;

/**
 * The text of a filter field. An imported flow may have a number or a list where the form stores a text.
 * @throws {FilterError} for any other value
 */
export function fieldText(field: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((entry) => fieldText(field, entry)).join(', ');
  throw new FilterError(field, `${JSON.stringify(value)} is not a string`);
}

/**
 * The entries of a comma-separated list.
 * @throws {FilterError} when the field is not a text
 */
export function entriesOf(field: string, list: unknown): string[] {
  return fieldText(field, list)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
