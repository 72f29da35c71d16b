import type http from 'node:http';
import type https from 'node:https';
import type { Webhooks, WebhookTarget } from './types';

/** Where a webhook is really sent, and under which names. */
export interface Dialled {
  secure: boolean;
  options: Pick<https.RequestOptions, 'hostname' | 'port' | 'path' | 'rejectUnauthorized'>;
  /** The `Host` header: the public host, also when another one is dialled. */
  host: string;
  headers: http.OutgoingHttpHeaders;
}

/**
 * Finds out where to connect for a public URL. An account's public URL usually leads through a tunnel to this machine;
 * the simulator is on this machine already and takes the short way, and tells the server what a tunnel would tell it.
 *
 * @param configured the URL as it is configured, with `user:pass@` where it has some
 * @param url the URL without them, with the query that shall be sent
 * @throws TypeError when the URL is none, or is not http(s)
 */
export function dialled(configured: string, url: string, webhooks: Webhooks): Dialled {
  const wanted = new URL(url);
  const full = new URL(configured);
  if (wanted.protocol !== 'http:' && wanted.protocol !== 'https:') throw new TypeError(`no http(s) URL`);
  const target = targetOf(wanted, webhooks);
  const via = target?.connect === undefined ? undefined : new URL(target.connect);
  const to = via ?? wanted;

  const headers: http.OutgoingHttpHeaders = {};
  if (full.username !== '' || full.password !== '') {
    const pair = `${decodeURIComponent(full.username)}:${decodeURIComponent(full.password)}`;
    headers['Authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  if (via !== undefined && via.protocol !== wanted.protocol) {
    headers['X-Forwarded-Proto'] = wanted.protocol.slice(0, -1);
  }

  const path = stripped(rawPath(url, wanted), target?.strip);
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

/** The target that shares the URL's origin, so that a status callback of our own takes the same short way. */
function targetOf(url: URL, webhooks: Webhooks): WebhookTarget | undefined {
  return Object.values<WebhookTarget | undefined>({ ...webhooks }).find(
    (target) => target !== undefined && URL.canParse(target.url) && new URL(target.url).origin === url.origin,
  );
}

/** Path and query as they are written, because that is what is signed; tidied only if they could not be sent. */
function rawPath(url: string, parsed: URL): string {
  const written = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '';
  if (!/^[\x21-\x7e]*$/.test(written)) return parsed.pathname + parsed.search;
  return written.startsWith('/') ? written : `/${written}`;
}

function stripped(path: string, prefix: string | undefined): string {
  const clean = prefix?.replace(/\/+$/, '') ?? '';
  if (clean === '' || !path.startsWith(clean)) return path;
  const rest = path.slice(clean.length);
  return rest.startsWith('/') ? rest : rest === '' || rest.startsWith('?') ? `/${rest}` : path;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '::1' || hostname.startsWith('127.');
}
