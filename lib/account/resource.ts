/** A resource of Twilio as plain JSON, where its type is not known. */
export type Resource = Record<string, unknown>;

/** What the SDK's resource objects have in common. */
export interface Serializable {
  toJSON(): unknown;
}

/** What JSON makes of a value: a Date becomes ISO 8601 text, and methods are left out. */
type Plain<T> = 0 extends 1 & T
  ? unknown
  : T extends Date
    ? string
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : T extends object
        ? { [K in keyof T as T[K] extends (...given: never) => unknown ? never : K]: Plain<T[K]> }
        : T;

/** One of the SDK's resources as plain JSON, such as `PlainResource<MessageInstance>`. */
export type PlainResource<T extends Serializable> = Plain<ReturnType<T['toJSON']>>;

/**
 * What JSON would make of a value, without the text in between. Every text in it is passed through a function.
 * @param clean changes each text, but not the names of members
 */
export function asPlain(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return asPlain(value.toJSON(), clean);
  if (Array.isArray(value)) return value.map((item) => asPlain(item, clean) ?? null);
  const plain: Resource = {};
  for (const name of Object.keys(value)) {
    const member = asPlain((value as Resource)[name], clean);
    if (member === undefined) continue;
    if (name === '__proto__') Object.defineProperty(plain, name, { value: member, enumerable: true });
    else plain[name] = member;
  }
  return plain;
}
