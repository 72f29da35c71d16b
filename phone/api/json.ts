export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

/** An empty string for anything but a string. */
export function readString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Undefined for an empty string, and for anything but a string. */
export function readNonEmpty(value: unknown): string | undefined {
  return readString(value) || undefined;
}

/** Null for anything but a number. */
export function readFinite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** An ISO 8601 time in milliseconds since 1970, or null. */
export function readTime(value: unknown): number | null {
  return readFinite(Date.parse(readString(value)));
}

/** Leaves out the items that `read` returns undefined for. */
export function readList<T>(value: unknown, read: (item: unknown) => T | undefined): T[] {
  if (!Array.isArray(value)) return [];
  return value.map(read).filter((item): item is Awaited<T> & NonNullable<T> => item !== undefined);
}
