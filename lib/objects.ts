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
