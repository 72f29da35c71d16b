import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { randomBytes } from 'node:crypto';
import { NONCE_PARAMETER, PROBE, type Arrival, type Probe } from '../../webhooks/probes';
import type { Finding } from '../finding';
import { shownUrl } from '../survey';
import type { CheckContext } from '../subject';
import { isUrl } from '../../validation/is-url';

/** How long the request may take, in milliseconds. */
const TIMEOUT_MS = 8000;

/** The longest response that is read, in characters. */
const MAX_ANSWER_LENGTH = 10_000;

/** Characters that proxies often encode in another way. Twilio signs the URL as it is. */
const DELICATE = 'a%20b%2Fc+d~e';

const FIELD = { kind: 'field', field: 'publicUrl' } as const;

/** The request as it leaves. */
interface Outgoing {
  /** As Twilio would sign it. */
  url: string;
  /** Path and query as Node-RED should get them. */
  expected: string;
  /** The form, and the same as text. */
  params: Record<string, string>;
  form: string;
  signature: string;
}

/** What came back: a response, or why there is none. */
type Reply = { status: number; text: string; location: string } | { error: string };

function outgoing({ account, httpNodeRoot }: CheckContext, base: string, { nonce }: Probe): Outgoing {
  const tail = `${account.settings.path}/${PROBE}?${NONCE_PARAMETER}=${nonce}&check=${DELICATE}`;
  const params = { AccountSid: account.accountSid, Body: "Ünïcode & 'quotes' + plus", Nonce: nonce };
  // Without a token, a random key is enough: the signature only has to show whether anything is changed on the way.
  const token = account.signingTokens[0] ?? randomBytes(16).toString('hex');
  const url = `${base}${tail}`;
  return {
    url,
    expected: `${httpNodeRoot}${tail}`,
    params,
    form: new URLSearchParams(params).toString(),
    signature: getExpectedTwilioSignature(token, url, params),
  };
}

/** Why a request failed: a code of Node.js, such as `ENOTFOUND`, or `timeout`. */
function errorCode(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  if (typeof code !== 'string') return '';
  return /TIMEOUT|TIMEDOUT/.test(code) ? 'timeout' : code;
}

/** A part of a URL as text. Invalid encoding stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function send({ publicUrl }: CheckContext, { url, form, signature }: Outgoing, { nonce }: Probe): Promise<Reply> {
  const login = publicUrl?.auth;
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body: form,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
        // As Twilio names itself, because some tunnels answer browsers with a page of their own.
        'User-Agent': 'TwilioProxy/1.1',
        'X-Twilio-Signature': signature,
        'I-Twilio-Idempotency-Token': nonce,
        ...(login === undefined ? {} : { Authorization: `Basic ${Buffer.from(decoded(login)).toString('base64')}` }),
      },
    });
    const text = (await response.text()).slice(0, MAX_ANSWER_LENGTH);
    return { status: response.status, text, location: response.headers.get('location') ?? '' };
  } catch (error) {
    return { error: errorCode(error) };
  }
}

/** What an error of the network means. */
function unreachable(code: string, base: string): Finding {
  const values = { url: base, code };
  const problem = (text: string): Finding => ({ state: 'problem', text, values, fix: FIELD });
  if (code === 'timeout') return problem('timeout');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return problem('noHost');
  if (/CERT|SELF_SIGNED|SIGNATURE|TLS|SSL|ALTNAME/.test(code)) return problem('certificate');
  // Some routers do not send a request back into their own network, so Twilio may get another result.
  return problem('unreachable');
}

/** What a response means that did not come from Node-RED. */
function notHere(
  { publicUrl }: CheckContext,
  { status, location }: { status: number; location: string },
  url: string,
): Finding {
  const values = { url: shownUrl(url), status: String(status), location: '' };
  if (status >= 300 && status < 400) {
    const target = isUrl(location, url) ? shownUrl(new URL(location, url).href) : '';
    return { state: 'problem', text: 'redirect', values: { ...values, location: target }, fix: FIELD };
  }
  if (status === 401) {
    const text = publicUrl?.auth === undefined ? 'loginMissing' : 'loginWrong';
    return { state: 'problem', text, values, fix: { kind: 'field', field: 'publicUser' } };
  }
  if (status === 502 || status === 503 || status === 504) return { state: 'problem', text: 'gateway', values };
  return { state: 'problem', text: 'elsewhere', values, fix: FIELD };
}

const pathOf = (url: string): string => url.split('?')[0] ?? '';

/** What was changed on the way; `undefined` when it arrived as Twilio's webhooks have to. */
function changed(sent: Outgoing, arrival: Arrival): Finding | undefined {
  const problem = (text: string, values: Record<string, string> = {}, fix?: Finding['fix']): Finding => ({
    state: 'problem',
    text,
    values,
    ...(fix === undefined ? {} : { fix }),
  });
  if (arrival.method !== 'POST') return problem('method', { method: arrival.method });
  if (pathOf(arrival.url) !== pathOf(sent.expected)) {
    return problem('path', { arrived: pathOf(arrival.url), expected: pathOf(sent.expected) }, FIELD);
  }
  if (arrival.url !== sent.expected) return problem('query');
  if (arrival.signature === undefined) return problem('signatureRemoved');
  if (arrival.signature !== sent.signature) return problem('signatureChanged');
  if (!/^application\/x-www-form-urlencoded/i.test(arrival.contentType ?? '')) return problem('type');
  const { params } = arrival.body;
  const isSame = Object.entries(sent.params).every(([name, value]) => params[name] === value);
  if (!isSame || Object.keys(params).length !== Object.keys(sent.params).length) return problem('body');
  return undefined;
}

/**
 * What a proxy's headers say, where they differ from the public URL. This is only a note, because the public URL is
 * used.
 */
function rewritten(base: string, { host, forwardedProto }: Arrival): Finding {
  const { host: ownHost, protocol } = new URL(base);
  const scheme = `${forwardedProto ?? 'http'}:`;
  const values = { url: base, host: host ?? '', scheme: scheme.slice(0, -1) };
  const isSame = host === ownHost && (scheme === protocol || forwardedProto === undefined);
  return { state: 'ok', text: isSame ? 'ok' : 'okRewritten', values };
}

/**
 * Sends a signed request out through the public URL, and looks at how it comes back. It finds proxies that rewrite the path,
 * the query or the body, lose headers, or ask for a login.
 *
 * Twilio's own test, `POST https://webhooks.twilio.com/v1/Webhooks/Tests`, is not used: it needs a Webhook Setting of the public
 * beta, and its `result` is not described. https://www.twilio.com/docs/usage/webhooks/webhook-testing
 */
export async function checkRoundTrip(context: CheckContext): Promise<Finding | undefined> {
  const { base, publicUrl, account } = context;
  if (base === undefined || context.webhookProblem !== undefined) return undefined;
  // The simulator connects to this machine, whatever the public URL is.
  if (account.settings.environment === 'simulator' && publicUrl !== undefined) return undefined;
  const probe = context.openProbe();
  if (probe === undefined) return { state: 'unknown', text: 'busy' };
  try {
    const sent = outgoing(context, base, probe);
    const reply = await send(context, sent, probe);
    const arrival = probe.arrival();
    if ('error' in reply) {
      return arrival === undefined ? unreachable(reply.error, base) : { state: 'problem', text: 'noAnswer' };
    }
    if (arrival === undefined) return notHere(context, reply, sent.url);
    const change = changed(sent, arrival);
    if (change !== undefined) return change;
    if (reply.status !== 200 || !reply.text.includes(probe.answer)) return { state: 'problem', text: 'answer' };
    return rewritten(base, arrival);
  } finally {
    probe.close();
  }
}
