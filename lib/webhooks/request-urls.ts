import type { IncomingMessage } from 'node:http';

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
