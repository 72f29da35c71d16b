/** Whether a value is an object, and not an array. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a member that is a text; otherwise `''`. */
export function textMember(value: object, name: string): string {
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : '';
}

/** Whether a value is undefined, null or an empty text. */
export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Whether a value is a plain object, and not an array, Buffer, Map or Date. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** The non-empty texts of a list, or of a single text. */
export function listOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string' && item !== '');
}

const MAX_PREVIEW_LENGTH = 60;

/** A short text of any value, for an error message. */
export function preview(value: unknown): string {
  // Node.js's Buffer is a Uint8Array, and the editor has no Buffer.
  if (value instanceof Uint8Array) return 'a Buffer';
  let text: string | undefined;
  try {
    text = typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  } catch {
    // An object that contains itself, or a value that JSON cannot write.
  }
  // JSON has no text for some values, such as a function.
  text ??= typeof value === 'object' ? 'an object' : String(value);
  return text.length <= MAX_PREVIEW_LENGTH ? text : `${text.slice(0, MAX_PREVIEW_LENGTH - 1)}…`;
}
