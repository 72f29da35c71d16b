import type http from 'node:http';
import type { WebhookTarget, Webhooks } from '../model/options';

/** Where a webhook is really sent, and under which names. */
export interface ConnectionTarget {
  secure: boolean;
  options: { hostname: string; port: number; path: string; rejectUnauthorized?: boolean };
  /** The `Host` header: the public host, also when another one is dialled. */
  host: string;
  headers: http.OutgoingHttpHeaders;
}

/**
 * Finds out where to connect for a public URL, of a webhook or of a WebSocket (`wss:`). An account's public URL usually
 * leads through a tunnel to this machine; the simulator is on this machine already and takes the short way, and tells
 * the server what a tunnel would tell it.
 *
 * @param configured the URL as it is configured, with `user:pass@` where it has some
 * @param url the URL without them, with the query that shall be sent
 * @throws TypeError when the URL is none, or is neither http(s) nor wss
 */
export function resolveTarget(configured: string, url: string, webhooks: Webhooks): ConnectionTarget {
  const wanted = new URL(url);
  const full = new URL(configured);
  const protocol = wanted.protocol === 'wss:' ? 'https:' : wanted.protocol;
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`no http(s) URL`);
  const target = findTarget(wanted, webhooks);
  const via = connectUrl(wanted, target);
  const to = via ?? { protocol, hostname: wanted.hostname, port: wanted.port };

  const headers: http.OutgoingHttpHeaders = {};
  if (full.username !== '' || full.password !== '') {
    const pair = `${decodeURIComponent(full.username)}:${decodeURIComponent(full.password)}`;
    headers['Authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  if (via !== undefined && via.protocol !== protocol) headers['X-Forwarded-Proto'] = protocol.slice(0, -1);

  const path = stripPrefix(rawPath(url, wanted), target?.strip);
  const hostname = to.hostname.replace(/^\[|\]$/g, '');
  return {
    secure: to.protocol === 'https:',
    host: wanted.host,
    headers,
    options: {
      hostname,
      port: to.port === '' ? (to.protocol === 'https:' ? 443 : 80) : Number(to.port),
      path: (via === undefined ? '' : via.pathname.replace(/\/$/, '')) + path,
      // A Node-RED on this machine usually serves https with a certificate that nobody signed.
      ...(isLoopback(hostname) ? { rejectUnauthorized: false } : {}),
    },
  };
}

/**
 * The target that shares the URL's origin, so that a status callback of our own takes the same short way. A WebSocket
 * has a scheme of its own, so that the same host is all it can share.
 */
function findTarget(url: URL, webhooks: Webhooks): WebhookTarget | undefined {
  return Object.values<WebhookTarget | undefined>({ ...webhooks }).find((target) => {
    if (target === undefined || !URL.canParse(target.url)) return false;
    const { origin, host } = new URL(target.url);
    return url.protocol === 'wss:' ? host === url.host : origin === url.origin;
  });
}

/** What is dialled instead of the URL, if anything. */
function connectUrl(url: URL, target: WebhookTarget | undefined): URL | undefined {
  if (target?.connect !== undefined) return new URL(target.connect);
  // A server whose webhooks come without TLS has none for WebSockets either.
  const isPlain = url.protocol === 'wss:' && target !== undefined && new URL(target.url).protocol === 'http:';
  return isPlain ? new URL(new URL(target.url).origin) : undefined;
}

/** Path and query as they are written, because that is what is signed; tidied only if they could not be sent. */
function rawPath(url: string, parsed: URL): string {
  const written = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '';
  if (!/^[\x21-\x7e]*$/.test(written)) return parsed.pathname + parsed.search;
  return written.startsWith('/') ? written : `/${written}`;
}

function stripPrefix(path: string, prefix: string | undefined): string {
  const clean = prefix?.replace(/\/+$/, '') ?? '';
  if (clean === '' || !path.startsWith(clean)) return path;
  const rest = path.slice(clean.length);
  return rest.startsWith('/') ? rest : rest === '' || rest.startsWith('?') ? `/${rest}` : path;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '::1' || hostname.startsWith('127.');
}
