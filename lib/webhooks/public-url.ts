import type { IncomingMessage } from 'node:http';

/** Where Twilio reaches this machine, as an account's author typed it, brought into the form that Twilio signs. */
export interface PublicUrl {
  /** Scheme, host, port and path without a trailing slash, and without `user:pass@`: Twilio does not sign that. */
  base: string;
  /** `user:pass` when the address holds it, for a Node-RED that guards its HTTP nodes with `httpNodeAuth`. */
  auth?: string;
}

/** A public URL that cannot be one; the message says what is wrong with it. */
export class PublicUrlError extends Error {
  override readonly name = 'PublicUrlError';
}

/**
 * Reads an account's public URL. An address without a scheme is taken to be https; spaces, a trailing slash and a
 * fragment are dropped. The characters of host and path stay as they are, because Twilio signs them as they are.
 * @returns `undefined` for an empty text
 * @throws {PublicUrlError}
 */
export function parsePublicUrl(text: string): PublicUrl | undefined {
  const trimmed = text.replace(/#.*$/s, '').trim();
  if (trimmed === '') return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const parts = /^(https?):\/\/(?:([^/?@]*)@)?([^/?@]+)(\/[^?]*)?(\?.*)?$/i.exec(address);
  if (parts === null || !URL.canParse(address)) {
    throw new PublicUrlError(
      // Without all that may be a password.
      `"${trimmed.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1')}" is no web address; write one such as https://example.com`,
    );
  }
  const [, scheme = '', auth, host = '', path = '', query] = parts;
  if (query !== undefined)
    throw new PublicUrlError('The public URL must not hold a question mark; write it without its query');
  if (/\s/.test(host + path)) throw new PublicUrlError('The public URL must not hold spaces');
  const base = `${scheme.toLowerCase()}://${host}${path.replace(/\/+$/, '')}`;
  return auth === undefined || auth === '' ? { base } : { base, auth };
}

/** The parts of a request that tell under which address it came in. Express adds `originalUrl` where an app is mounted. */
export type AddressedRequest = Pick<IncomingMessage, 'headers' | 'url' | 'socket'> & { originalUrl?: string };

const first = (header: string | string[] | undefined): string | undefined => {
  const value = (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();
  return value === '' ? undefined : value;
};

/** A member of the standard `Forwarded` header. https://www.rfc-editor.org/rfc/rfc7239 */
function forwarded(header: string | undefined, name: string): string | undefined {
  const found = header?.split(';').find((pair) => pair.trim().toLowerCase().startsWith(`${name}=`));
  return found
    ?.slice(found.indexOf('=') + 1)
    .trim()
    .replace(/^"|"$/g, '');
}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The addresses under which Twilio may have called, likeliest first, for an account without a public URL: what a proxy
 * says in its headers, and both schemes, because many a tunnel ends TLS without saying so. To try several is safe:
 * a signature over any of them takes the account's token.
 * @returns an empty list when the request names no host that can be one
 */
export function requestUrls(request: AddressedRequest): string[] {
  const { headers } = request;
  const standard = first(headers.forwarded);
  const named = [forwarded(standard, 'host'), first(headers['x-forwarded-host']), headers.host];
  const host = named.find((name) => name !== undefined && HOST.test(name));
  if (host === undefined) return [];
  const port = first(headers['x-forwarded-port']);
  const hosts =
    port !== undefined && /^\d{1,5}$/.test(port) && !/:\d+$/.test(host) ? [host, `${host}:${port}`] : [host];
  const said = (forwarded(standard, 'proto') ?? first(headers['x-forwarded-proto']))?.toLowerCase();
  const encrypted = 'encrypted' in request.socket && request.socket.encrypted === true;
  const scheme = said === 'https' || said === 'http' ? said : encrypted ? 'https' : 'http';
  const schemes = scheme === 'https' ? ['https', 'http'] : ['http', 'https'];
  const path = request.originalUrl ?? request.url ?? '/';
  const prefix = first(headers['x-forwarded-prefix'])?.replace(/\/+$/, '');
  const paths = prefix?.startsWith('/') ? [`${prefix}${path}`, path] : [path];
  return schemes.flatMap((s) => hosts.flatMap((h) => paths.map((p) => `${s}://${h}${p}`)));
}
