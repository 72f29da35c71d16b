import type { Request } from 'express';
import { SimulatorInputError } from '../core/input-error';
import { isUrl } from '../core/is-url';
import { isRecord } from '../core/json-object';

// Enough for some images as data: URLs.
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * The JSON object of a request. Node-RED's admin server has usually parsed it. Otherwise parses it here.
 *
 * @throws SimulatorInputError when it is not a JSON object
 */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  if (isEmpty(request)) return {};
  // Prevents CSRF: another origin cannot send JSON without a CORS preflight.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new SimulatorInputError('Send a JSON object, with the content type application/json.');
  }
  const parsed: unknown = 'body' in request ? request.body : undefined;
  const value = parsed === undefined || isUnread(request, parsed) ? await parse(request) : parsed;
  if (!isRecord(value)) throw new SimulatorInputError('Send a JSON object.');
  return value;
}

/**
 * Whether a request has no body, such as the one that answers a call. A browser names the origin of the page that sends it: it
 * must not be another one than this server.
 */
function isEmpty({ headers }: Request): boolean {
  const { origin, host } = headers;
  if (headers['content-type'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
  if (Number(headers['content-length'] ?? 0) !== 0) return false;
  return origin === undefined || (isUrl(origin) && new URL(origin).host === host);
}

/** Express 4's parsers set `{}` when they have not read the body. */
function isUnread(request: Request, parsed: unknown): boolean {
  return isRecord(parsed) && Object.keys(parsed).length === 0 && !request.readableEnded;
}

async function parse(request: Request): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new SimulatorInputError('The request is too large: send at most 16 MB.');
    chunks.push(bytes);
  }
  if (size === 0) return {};
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new SimulatorInputError('The request is not valid JSON.');
  }
}
