import type { IncomingMessage } from 'node:http';

/** An account's public URL in the form that Twilio signs. */
export interface PublicUrl {
  /** Scheme, host, port and path, without a trailing slash and without `user:pass@`, which Twilio does not sign. */
  base: string;
  /** `user:pass` when the URL has it, for a Node-RED with `httpNodeAuth`. */
  auth?: string;
}

/** Thrown for an invalid public URL. The message says what is wrong with it. */
export class PublicUrlError extends Error {
  override readonly name = 'PublicUrlError';
}

/**
 * Parses an account's public URL. Without a scheme it is https. Surrounding spaces, a trailing slash and a fragment are
 * removed. The characters of host and path stay as they are, because Twilio signs them as they are.
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
      // Leaves out everything that may be a password.
      `"${trimmed.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1')}" is not a valid URL. Enter one such as https://example.com`,
    );
  }
  const [, scheme = '', auth, host = '', path = '', query] = parts;
  if (query !== undefined)
    throw new PublicUrlError('The public URL must not have a query. Remove the question mark and everything after it');
  if (/\s/.test(host + path)) throw new PublicUrlError('The public URL must not contain spaces');
  const base = `${scheme.toLowerCase()}://${host}${path.replace(/\/+$/, '')}`;
  return auth === undefined || auth === '' ? { base } : { base, auth };
}

/** The parts of a request that show which URL was called. Express adds `originalUrl` where an app is mounted. */
export type AddressedRequest = Pick<IncomingMessage, 'headers' | 'url' | 'socket'> & { originalUrl?: string };

const first = (header: string | string[] | undefined): string | undefined => {
  const value = (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();
  return value === '' ? undefined : value;
};

/** A parameter of the standard `Forwarded` header. https://www.rfc-editor.org/rfc/rfc7239 */
function forwarded(header: string | undefined, name: string): string | undefined {
  const found = header?.split(';').find((pair) => pair.trim().toLowerCase().startsWith(`${name}=`));
  return found
    ?.slice(found.indexOf('=') + 1)
    .trim()
    .replace(/^"|"$/g, '');
}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The URLs that Twilio may have called, the most likely first, for an account without a public URL. They follow from the
 * proxy's headers, with both schemes, because many tunnels end TLS without a header that says so. Trying several is safe:
 * a valid signature for any of them needs the account's auth token.
 * @returns an empty list when the request has no valid host
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
