import type { Resource } from '../account/resource';
import { isObject } from '../validation/objects';

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const TIME_NAME = /^(?:date|start|end)_|_(?:time|date)$|^(?:start|end)date$/;
const RFC_2822 = /^[A-Z][a-z]{2}, \d{2} /;

/** Converts an RFC 2822 time to ISO 8601, as the SDK does. Returns any other value unchanged. */
function isoTime(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !TIME_NAME.test(name) || !RFC_2822.test(value)) return value;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
}

/** A resource with the property names of the SDK, in camelCase. */
export function asResource(body: unknown): Resource {
  if (!isObject(body)) return {};
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [camel(name), isoTime(name, value)]));
}

/** The error for an error response of Twilio, as the SDK throws it. */
export function errorOf(status: number, body: unknown): Error {
  const { message, code, more_info: moreInfo } = isObject(body) ? body : {};
  return Object.assign(new Error(typeof message === 'string' ? message : `HTTP ${status}`), { status, code, moreInfo });
}

/** The body as JSON, or unchanged when it is not JSON. */
export function parseBody(body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

/** Properties of Twilio's responses that are secrets, such as the secret of a new API key. */
const SECRETS = new Set([
  'auth_token',
  'secondary_auth_token',
  'access_token',
  'refresh_token',
  'secret',
  'client_secret',
  'password',
  'credential',
]);

/** A response with `***` in place of its secrets, because messages get into debug panes and logs. */
export function withoutSecrets(body: unknown, redact: (text: string) => string): unknown {
  if (typeof body === 'string') return redact(body);
  if (Array.isArray(body)) return body.map((item) => withoutSecrets(item, redact));
  if (!isObject(body) || body instanceof Uint8Array) return body;
  const entries = Object.entries(body).map(([name, value]) => {
    const isSecret = SECRETS.has(name) && typeof value === 'string';
    return [name, isSecret ? '***' : withoutSecrets(value, redact)] as const;
  });
  return Object.fromEntries(entries);
}
