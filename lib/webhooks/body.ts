import type { IncomingMessage } from 'node:http';
import { formParams } from '../events/form-params';
import type { Params } from '../events/params';

/** A request's body. */
export interface Body {
  /** `form` when the parameters are signed one by one, `other` for JSON and everything else. */
  kind: 'form' | 'other';
  /** The parameters: of a form, or the members of a JSON object, which is parsed when they are first read. */
  readonly params: Params;
  /** The bytes as they arrived; absent when another body parser read them first. */
  raw?: Buffer;
  /** A form as text, as it arrived; absent with {@link raw}. */
  form?: string;
}

/** A body that cannot be read, with the HTTP status to answer with. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A request after Express and its body parsers. */
export type ParsedRequest = IncomingMessage & { _body?: boolean; body?: unknown; rawBody?: unknown };

/** How long a body may take to arrive, in milliseconds: as long as Twilio waits for a response. */
export const BODY_TIMEOUT_MS = 15_000;

/** The largest body of a webhook, in bytes, when the settings do not say otherwise. Twilio sends a few kilobytes. */
export const DEFAULT_MAX_BODY_BYTES = 256 * 1024;

const BROKEN = 'The connection was lost before the body was complete';

/**
 * Parses a size such as `256kb`, the format of Node-RED's `apiMaxLength` setting.
 * @returns the size in bytes; {@link DEFAULT_MAX_BODY_BYTES} when it cannot be parsed
 */
export function parseSize(setting: string | number | undefined): number {
  const [, digits, unit = 'b'] = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?$/i.exec(String(setting ?? '').trim()) ?? [];
  if (digits === undefined) return DEFAULT_MAX_BODY_BYTES;
  return Number(digits) * 1024 ** ['b', 'kb', 'mb', 'gb'].indexOf(unit.toLowerCase());
}

/**
 * Reads the whole body of a request that no parser has read yet.
 * @throws {BodyError} 413 when it is longer than `maxBytes`, 408 when it does not end in time, 400 when the connection breaks
 */
export function readRaw(request: IncomingMessage, maxBytes: number, timeoutMs = BODY_TIMEOUT_MS): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLong = () => new BodyError(413, `The body is longer than the ${maxBytes} bytes that are allowed`);
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      reject(tooLong());
      return;
    }
    if (request.destroyed && !request.complete) {
      reject(new BodyError(400, BROKEN));
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (error: BodyError | undefined) => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onBreak).off('close', onBreak);
      if (error === undefined) resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length));
      else reject(error);
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) finish(tooLong());
      else chunks.push(chunk);
    };
    const onEnd = () => {
      finish(undefined);
    };
    const onBreak = () => {
      finish(new BodyError(400, BROKEN));
    };
    const timer = setTimeout(() => {
      finish(new BodyError(408, 'The body did not arrive in time'));
    }, timeoutMs);
    timer.unref();
    request.on('data', onData).on('end', onEnd).on('error', onBreak).on('close', onBreak);
  });
}

const mediaType = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);

/** Turns an object that `qs` has nested, such as `{ A: { x: '1' } }`, back into the names that were sent and signed: `A[x]`. */
function flatten(name: string, value: unknown, into: Record<string, string | string[]>): void {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object' || item === null)) into[name] = value.map(asText);
    else
      value.forEach((item: unknown, index) => {
        flatten(`${name}[${index}]`, item, into);
      });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) flatten(name === '' ? key : `${name}[${key}]`, item, into);
  } else {
    into[name] = asText(value);
  }
}

/** The members of a JSON object. Nested values become JSON text. */
function members(value: unknown): Params {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asText(item)]));
}

function jsonParams(raw: Buffer): Params {
  try {
    return members(JSON.parse(raw.toString('utf8')));
  } catch {
    return {};
  }
}

/** Parses the bytes of a body by its content type. Invalid JSON has no parameters, but its signature is still checked. */
export function interpret(request: IncomingMessage, raw: Buffer): Body {
  const type = mediaType(request);
  if (raw.length === 0 || type === 'application/x-www-form-urlencoded') {
    const form = raw.toString('utf8');
    return { kind: 'form', params: formParams(form), raw, form };
  }
  let params: Params | undefined;
  return {
    kind: 'other',
    get params() {
      return (params ??= type === 'application/json' ? jsonParams(raw) : {});
    },
    raw,
  };
}

/** Bodies that were parsed at the top of Express and are used again by the router. */
const parsedBodies = new WeakMap<IncomingMessage, Body>();

/** Keeps a parsed body for {@link fromParsed}, so that it is parsed once. */
export function rememberBody(request: IncomingMessage, body: Body): void {
  parsedBodies.set(request, body);
}

/** The body of a request that was read already: by our own middleware, or by another body parser. */
export function fromParsed(request: ParsedRequest): Body {
  const known = parsedBodies.get(request);
  if (known !== undefined) return known;
  const { rawBody, body } = request;
  if (Buffer.isBuffer(rawBody)) return interpret(request, rawBody);
  if (typeof rawBody === 'string') return interpret(request, Buffer.from(rawBody));
  if (Buffer.isBuffer(body)) return interpret(request, body);
  if (typeof body === 'string') return interpret(request, Buffer.from(body));
  if (mediaType(request) === 'application/json') return { kind: 'other', params: members(body) };
  // Without a prototype, because a parameter may have any name, even `__proto__`.
  const found = Object.create(null) as Record<string, string | string[]>;
  flatten('', body ?? {}, found);
  return { kind: 'form', params: { ...found } };
}
