/** An object of unknown shape, as it is parsed from JSON. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object or an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

/** The value if it is a string, else ''. */
export function readString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value if it is a string with text, else undefined. */
export function readNonEmpty(value: unknown): string | undefined {
  return readString(value) || undefined;
}

/** The value if it is a finite number, else null. */
export function readFinite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** An ISO 8601 time in milliseconds since 1970, or null. */
export function readTime(value: unknown): number | null {
  return readFinite(Date.parse(readString(value)));
}

/** Reads each item of a list. Leaves out an item when `read` returns undefined. Returns [] for other values. */
export function readList<T>(value: unknown, read: (item: unknown) => T | undefined): T[] {
  if (!Array.isArray(value)) return [];
  return value.map(read).filter((item): item is Awaited<T> & NonNullable<T> => item !== undefined);
}
