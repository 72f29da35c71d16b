/** Whether a value is an object with members, and no list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of an object that is a text; `''` when there is none. */
export function textMember(value: object, name: string): string {
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : '';
}

/** Whether a field was left empty. */
export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Whether a value is an object as JSON has it: no list, no Buffer, no Map, no Date. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** A list of texts as a node stores it: a list, one text, or nothing. */
export function listOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string' && item !== '');
}

const MAX_PREVIEW_LENGTH = 60;

/** A value as an error shows it: short, whatever it is. */
export function preview(value: unknown): string {
  // A Buffer is one; in the browser there are none.
  if (value instanceof Uint8Array) return 'a Buffer';
  let text: string | undefined;
  try {
    text = typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  } catch {
    // A circle, or something within that cannot be written.
  }
  // The value itself is no text for what JSON does not know.
  text ??= typeof value === 'object' ? 'an object' : String(value);
  return text.length <= MAX_PREVIEW_LENGTH ? text : `${text.slice(0, MAX_PREVIEW_LENGTH - 1)}…`;
}
