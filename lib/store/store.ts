/** A value that JSON can express. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A stored value and its version. */
export interface Stored {
  value: Json;
  /** Changes with every write of this key. For {@link Store.replace}. */
  version: string;
}

/**
 * What must survive a restart, of one account. Keys are made of segments with `/` between them, such as `call/CA…`.
 *
 * All methods may be called before the storage is open. A write is durable when its promise resolves: it survives a crash of
 * the process. When the storage cannot be written, the write is kept in memory, and the log says so once. When a value cannot
 * be read, `get` and `list` reject with a `TwilioError` `STORE_FAILED`.
 */
export interface Store {
  /** @returns `undefined` when there is no such key, or its lifetime is over */
  get(key: string): Promise<Stored | undefined>;
  /**
   * Writes a value.
   * @param lifetimeMs after which it is gone
   * @returns its version
   * @throws {TwilioError} `STORE_FULL` when the store has reached its bounds
   */
  put(key: string, value: Json, lifetimeMs: number): Promise<string>;
  /** Removes a key, if it is there. */
  delete(key: string): Promise<void>;
  /**
   * Writes a value, or deletes the key, only when it was not changed since it was read.
   * @param version of the value that is replaced; `undefined` when there must be none
   * @param value `undefined` deletes the key
   * @returns whether it was replaced
   */
  replace(key: string, version: string | undefined, value: Json | undefined, lifetimeMs: number): Promise<boolean>;
  /** The keys that start with a prefix, with their values, in the order of the keys. */
  list(prefix: string): AsyncIterable<[key: string, stored: Stored]>;
  /** Finishes all writes and closes the storage. An operation after that may open it again. */
  close(): Promise<void>;
}
