import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { ParsedRequest } from '../../lib/webhooks/body';

/** A request that came over no network. */
export function fakeRequest(contentType = '', more: { body?: unknown; rawBody?: unknown } = {}): ParsedRequest {
  const request: ParsedRequest = new IncomingMessage(new Socket());
  if (contentType !== '') request.headers['content-type'] = contentType;
  return Object.assign(request, more);
}

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';
