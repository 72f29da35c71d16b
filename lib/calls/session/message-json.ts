import type { Json } from '../../store/store';
import { isPlainObject } from '../../validation/objects';

/** How deep a message may be nested. What is deeper is left out. */
const MAX_DEPTH = 64;

/** The names of markers for values that JSON does not have. An object that has such a name itself is marked too. */
const MARKERS = { buffer: '$buffer', date: '$date', object: '$object' } as const;

/** Names of members that need care. */
const NAMES: ReadonlySet<string> = new Set([...Object.values(MARKERS), '__proto__']);

/** Whether JSON can express a value completely. */
function isJson(value: unknown, depth: number): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  if (!isPlainObject(value)) return false;
  for (const name of Object.keys(value)) {
    const member = value[name];
    // JSON leaves out what is undefined.
    if (NAMES.has(name) || (member !== undefined && !isJson(member, depth + 1))) return false;
  }
  return true;
}

/** A message as JSON. */
export interface MessageJson {
  json: Json;
  /** The paths of what JSON cannot express, such as `req`. At most a few. */
  lost: readonly string[];
}

const MAX_LOST_PATHS = 5;

/**
 * A message as JSON, as far as it can be: functions, sockets and circular references are left out. Buffers and dates
 * are kept.
 * @returns the message itself when it is JSON, so write it at once
 */
export function toJson(message: unknown): MessageJson {
  // Most messages are JSON already. They need no copy.
  if (isJson(message, 1)) return { json: message, lost: [] };
  const lost: string[] = [];
  const parents = new Set<object>();
  const lose = (path: string): undefined => {
    if (lost.length < MAX_LOST_PATHS) lost.push(path);
    return undefined;
  };
  const write = (value: unknown, path: string): Json | undefined => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : lose(path);
    if (value === undefined) return undefined;
    if (typeof value !== 'object') return lose(path);
    if (value instanceof Uint8Array) return { [MARKERS.buffer]: Buffer.from(value).toString('base64') };
    if (value instanceof Date) {
      return Number.isNaN(value.getTime()) ? lose(path) : { [MARKERS.date]: value.toISOString() };
    }
    const isList = Array.isArray(value);
    if ((!isList && !isPlainObject(value)) || parents.has(value) || parents.size >= MAX_DEPTH) return lose(path);
    parents.add(value);
    const written = isList
      ? value.map((item: unknown, index) => write(item, `${path}[${index}]`) ?? null)
      : writeMembers(value, path);
    parents.delete(value);
    return written;
  };
  const writeMembers = (value: object, path: string): Json => {
    const members: Record<string, Json> = {};
    for (const [name, item] of Object.entries(value)) {
      const written = write(item, path === '' ? name : `${path}.${name}`);
      if (written !== undefined) define(members, name, written);
    }
    return Object.values(MARKERS).some((marker) => Object.hasOwn(members, marker))
      ? { [MARKERS.object]: members }
      : members;
  };
  return { json: write(message, '') ?? null, lost };
}

/** The value that {@link toJson} has written. */
export function fromJson(json: Json): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((item: Json) => fromJson(item));
  const members = json as Readonly<Record<string, Json>>;
  const { [MARKERS.buffer]: buffer, [MARKERS.date]: date, [MARKERS.object]: object } = members;
  if (typeof buffer === 'string') return Buffer.from(buffer, 'base64');
  if (typeof date === 'string') return new Date(date);
  const read: Record<string, unknown> = {};
  const source = typeof object === 'object' && object !== null ? object : members;
  for (const [name, item] of Object.entries(source)) define(read, name, fromJson(item));
  return read;
}

/** Sets a member, also one with the name `__proto__`. */
function define<T>(target: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else target[name] = value;
}
