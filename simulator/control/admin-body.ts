import type { Request } from 'express';
import { SimulatorInputError } from '../core/input-error';

// Room for a picture or two as data: URLs.
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * The JSON object that a request carries. Node-RED's admin server usually has parsed it already; mounted elsewhere, it
 * is read here.
 *
 * @returns an object whose fields are still to be checked
 * @throws SimulatorInputError when it is no JSON object
 */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  // A page of another origin can post a form or plain text, but not JSON, without the browser asking first.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new SimulatorInputError('Send a JSON object, with the content type application/json.');
  }
  const parsed: unknown = 'body' in request ? request.body : undefined;
  const value = parsed === undefined || isUnread(request, parsed) ? await parse(request) : parsed;
  if (!isRecord(value)) throw new SimulatorInputError('Send a JSON object.');
  return value;
}

/** Express 4's parsers leave `{}` behind where they have not read anything. */
function isUnread(request: Request, parsed: unknown): boolean {
  return isRecord(parsed) && Object.keys(parsed).length === 0 && !request.readableEnded;
}

async function parse(request: Request): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new SimulatorInputError('That is too much: send at most 16 MB.');
    chunks.push(bytes);
  }
  if (size === 0) return {};
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new SimulatorInputError('That is no JSON.');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
