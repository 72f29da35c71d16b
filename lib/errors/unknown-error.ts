/** A property of a value of unknown type; `undefined` when it has none. */
export const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** A number; `undefined` for every other value. */
export const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** A text that is not empty. */
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
