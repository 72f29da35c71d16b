import type http from 'node:http';
import type { WebhookTarget, Webhooks } from '../model/options';
import { isUrl } from '../core/is-url';

/** Where the simulator connects to for a URL. */
export interface ConnectionTarget {
  secure: boolean;
  options: { hostname: string; port: number; path: string; rejectUnauthorized?: boolean };
  /** The `Host` header: the public host, also when `connect` is another one. */
  host: string;
  headers: http.OutgoingHttpHeaders;
}

/**
 * Where to connect for the public URL of a webhook or a WebSocket (`wss:`). The public URL usually leads through a tunnel
 * to this machine. The simulator connects directly, with the headers that a tunnel would send.
 *
 * @param configured the URL as configured, with its `user:pass@` if any
 * @param url the URL without credentials, with the query to send
 * @throws TypeError for an invalid URL, or a protocol other than http, https and wss
 */
export function resolveTarget(configured: string, url: string, webhooks: Webhooks): ConnectionTarget {
  const publicUrl = new URL(url);
  const configuredUrl = new URL(configured);
  const protocol = publicUrl.protocol === 'wss:' ? 'https:' : publicUrl.protocol;
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError('not an http(s) URL');
  const target = findTarget(publicUrl, webhooks);
  const via = connectUrl(publicUrl, target);
  const to = via ?? { protocol, hostname: publicUrl.hostname, port: publicUrl.port };

  const headers: http.OutgoingHttpHeaders = {};
  if (configuredUrl.username !== '' || configuredUrl.password !== '') {
    const pair = `${decodeURIComponent(configuredUrl.username)}:${decodeURIComponent(configuredUrl.password)}`;
    headers['Authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  if (via !== undefined && via.protocol !== protocol) headers['X-Forwarded-Proto'] = protocol.slice(0, -1);

  const path = stripPrefix(rawPath(url, publicUrl), target?.strip);
  const hostname = to.hostname.replace(/^\[|\]$/g, '');
  return {
    secure: to.protocol === 'https:',
    host: publicUrl.host,
    headers,
    options: {
      hostname,
      port: to.port === '' ? (to.protocol === 'https:' ? 443 : 80) : Number(to.port),
      path: (via === undefined ? '' : via.pathname.replace(/\/$/, '')) + path,
      // Node-RED on this machine usually has a self-signed certificate.
      ...(isLoopback(hostname) ? { rejectUnauthorized: false } : {}),
    },
  };
}

/**
 * Finds the target with the origin of the URL, so that status callbacks to the same server connect directly too. For a
 * WebSocket the host is enough, because its scheme is different.
 */
function findTarget(url: URL, webhooks: Webhooks): WebhookTarget | undefined {
  return Object.values<WebhookTarget | undefined>({ ...webhooks }).find((target) => {
    if (target === undefined || !isUrl(target.url)) return false;
    const { origin, host } = new URL(target.url);
    return url.protocol === 'wss:' ? host === url.host : origin === url.origin;
  });
}

/** The URL to connect to instead, if any. */
function connectUrl(url: URL, target: WebhookTarget | undefined): URL | undefined {
  if (target?.connect !== undefined) return new URL(target.connect);
  // A server with webhooks over HTTP has WebSockets without TLS.
  const isPlain = url.protocol === 'wss:' && target !== undefined && new URL(target.url).protocol === 'http:';
  return isPlain ? new URL(new URL(target.url).origin) : undefined;
}

/** Path and query exactly as written, because they are signed. Encoded only if HTTP cannot send them. */
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
