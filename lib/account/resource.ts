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
