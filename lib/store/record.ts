import type { Entry } from './entries';
import type { Json } from './store';

/** A stored text: when its lifetime is over, its version, and the value as JSON. */
const RECORD = /^(\d{1,16}) (\S+) /;

/** The text that is stored for a value, and its entry. */
export function encodeRecord(key: string, value: Json, version: string, expiresAt: number): [Entry, text: string] {
  const text = `${expiresAt} ${version} ${JSON.stringify(value)}`;
  return [{ version, expiresAt, bytes: Buffer.byteLength(key) + Buffer.byteLength(text) }, text];
}

/** The entry of a stored text, which is read without its value; `undefined` when it is not a record. */
export function entryOf(key: string, text: string): Entry | undefined {
  const [, expiresAt, version] = RECORD.exec(text) ?? [];
  if (expiresAt === undefined || version === undefined) return undefined;
  return { version, expiresAt: Number(expiresAt), bytes: Buffer.byteLength(key) + Buffer.byteLength(text) };
}

/**
 * The value of a stored text.
 * @throws {SyntaxError} when it is not JSON, because the file is damaged
 */
export function valueOf(text: string): Json {
  return JSON.parse(text.replace(RECORD, '')) as Json;
}
