import { createHmac, randomBytes } from 'node:crypto';
import { CREDENTIALS } from './flows';

/** What a signed request brought back, and what it sent. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  sent: Record<string, string>;
}

/** How a request departs from what Twilio would send. */
export interface Departures {
  token?: string;
  path?: string;
  /** The origin that is signed. */
  publicUrl?: string;
  headers?: Record<string, string>;
  /** Closes the connection. */
  signal?: AbortSignal;
}

/** A SID that nothing else has. */
export const sid = (prefix: string): string => `${prefix}${randomBytes(16).toString('hex')}`;

/** Signs as Twilio's documentation says: the address, then each parameter's name and value, sorted by name. */
export function sign(token: string, url: string, params: Record<string, string>): string {
  const text = Object.keys(params)
    .sort()
    .reduce((all, name) => `${all}${name}${params[name] ?? ''}`, url);
  return createHmac('sha1', token).update(text).digest('base64');
}

/** Posts what Twilio posts to a webhook, signed for `https://example.com`, the public URL of the tests' account. */
export async function postEvent(
  url: string,
  kind: string,
  params: Record<string, string>,
  departures: Departures = {},
): Promise<Answer> {
  const path = departures.path ?? `/twilio/${kind}`;
  const sent: Record<string, string> = { AccountSid: CREDENTIALS.accountSid, ...params };
  const signed = `${departures.publicUrl ?? 'https://example.com'}${path}`;
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Signature': sign(departures.token ?? CREDENTIALS.authToken, signed, sent),
      ...departures.headers,
    },
    body: new URLSearchParams(sent).toString(),
    ...(departures.signal === undefined ? {} : { signal: departures.signal }),
  });
  return { status: response.status, headers: response.headers, text: await response.text(), sent };
}

/** Posts an incoming message of its own SID. */
export function postSigned(url: string, params: Record<string, string>, departures: Departures = {}): Promise<Answer> {
  const message = { MessageSid: sid('SM'), From: '+14155550123', To: '+14155550100', Body: '', ...params };
  return postEvent(url, 'message', message, departures);
}
