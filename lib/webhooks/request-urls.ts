import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The parts of a request that show which URL was called. Express adds `originalUrl` where an app is mounted. */
export type AddressedRequest = Pick<IncomingMessage, 'headers' | 'url' | 'socket'> & {
  originalUrl?: string;
  app?: { get?(setting: string): unknown };
};

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

/** Loopback, link-local and private addresses: https://www.rfc-editor.org/rfc/rfc6890 */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv4');
}
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

/**
 * Whether the headers of a proxy are believed: from this machine, from a private address, or from a proxy that Express
 * trusts. In Node-RED's `settings.js` that is `httpServerOptions: { 'trust proxy': … }`.
 * https://expressjs.com/en/guide/behind-proxies.html
 */
function isTrustedProxy({ socket, app }: AddressedRequest): boolean {
  const address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '');
  if (address === undefined) return false;
  const family = isIP(address);
  if (family !== 0 && PRIVATE.check(address, family === 4 ? 'ipv4' : 'ipv6')) return true;
  const trust = app?.get?.('trust proxy fn');
  return typeof trust === 'function' && trust(address, 0) === true;
}

/** A path and nothing else: with a query it could make the rest of the URL a part of that query. */
const PREFIX = /^(?:\/[\w.~%!$&'()*+,;=:@-]+)+$/;

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The URLs that Twilio may have called, the most likely first, for an account without a public URL. They follow from the
 * headers of a trusted proxy, with both schemes, because many tunnels end TLS without a header that says so.
 * @returns an empty list when the request has no valid host
 */
export function requestUrls(request: AddressedRequest): string[] {
  const headers: IncomingMessage['headers'] = isTrustedProxy(request)
    ? request.headers
    : { host: request.headers.host };
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
  const paths = prefix !== undefined && PREFIX.test(prefix) ? [`${prefix}${path}`, path] : [path];
  return schemes.flatMap((s) => hosts.flatMap((h) => paths.map((p) => `${s}://${h}${p}`)));
}
