import http from 'node:http';
import https from 'node:https';
import { resolveTarget } from './connection-target';
import { readOverrides, type ConnectionOverrides } from './connection-overrides';
import { signature, signedUrl } from './signing';
import type { Ids } from '../core/ids';
import type { FaultInjector } from '../core/faults';
import type { LogLine, RequestLog } from '../core/request-log';
import type { Timers } from '../core/clock';
import type { Webhooks } from '../model/options';
import type { WebhookCall, WebhookResult, WebhookSender } from '../model/webhooks';

export interface WebhookSenderOptions {
  authToken: string;
  ids: Ids;
  timers: Timers;
  faults: FaultInjector;
  log: RequestLog;
  webhooks: () => Webhooks;
}

type Outcome =
  | { kind: 'answer'; status: number; contentType: string; location: string | undefined; body: string; line: LogLine }
  | { kind: 'ct' | 'rt' | 'large'; message: string; line: LogLine };

/** https://www.twilio.com/docs/api/errors/11750 */
const MAX_RESPONSE_BYTES = 64 * 1024;
const MAX_REDIRECTS = 10;

/**
 * Sends signed webhooks as Twilio does: form-encoded, with `X-Twilio-Signature` and `I-Twilio-Idempotency-Token`. The
 * limit is 15 seconds. Follows HTTP redirects, and retries once after a failed connection.
 *
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function createWebhookSender(parts: WebhookSenderOptions): WebhookSender {
  const { authToken, ids, timers, faults, log, webhooks } = parts;
  const open = new Set<() => void>();
  let closed = false;

  /** Sends one HTTP request. */
  function once(call: WebhookCall, token: string, overrides: ConnectionOverrides, deadline: number): Promise<Outcome> {
    const isGet = call.method.toUpperCase() === 'GET';
    const form = new URLSearchParams(call.params.map(([name, value]) => [name, value])).toString();
    const bare = signedUrl(call.url);
    const url = isGet && form !== '' ? `${bare}${bare.includes('?') ? '&' : '?'}${form}` : bare;
    const line = log.open('webhook', call.method, call.url);

    return new Promise<Outcome>((resolve) => {
      let request: http.ClientRequest | undefined;
      let connected = false;
      let secure = false;
      const ends: (() => void)[] = [];
      const finish = (outcome: Outcome): void => {
        for (const end of ends) end();
        open.delete(abort);
        request?.destroy();
        resolve(outcome);
      };
      const fail = (kind: 'ct' | 'rt' | 'large', message: string): void => {
        finish({ kind, message, line });
      };
      const abort = (): void => {
        fail('rt', 'the simulator was closed');
      };
      open.add(abort);

      try {
        const target = resolveTarget(call.url, url, webhooks());
        const headers: http.OutgoingHttpHeaders = {
          Host: target.host,
          'User-Agent': 'TwilioProxy/1.1',
          Accept: '*/*',
          'X-Twilio-Signature': signature(authToken, url, isGet ? [] : call.params),
          'I-Twilio-Idempotency-Token': token,
          ...target.headers,
        };
        if (!isGet) {
          headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
          headers['Content-Length'] = Buffer.byteLength(form);
        }
        secure = target.secure;
        request = (target.secure ? https : http).request({
          ...target.options,
          agent: false,
          headers,
          method: call.method,
        });
      } catch (error) {
        fail('ct', `${networkErrorText(error)} - check the webhook's URL`);
        return;
      }

      const stopConnecting = timers.after(overrides.connectMs, () => {
        fail('ct', `no connection within ${String(overrides.connectMs)} ms`);
      });
      const left = Math.max(0, deadline - timers.now());
      ends.push(
        stopConnecting,
        timers.after(left, () => {
          fail(connected ? 'rt' : 'ct', 'no complete response in time');
        }),
      );
      request.on('socket', (socket) => {
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          connected = true;
          stopConnecting();
          ends.push(
            timers.after(overrides.readMs, () => {
              fail('rt', `no complete response within ${String(overrides.readMs)} ms`);
            }),
          );
        });
      });
      request.on('error', (error) => {
        fail(connected ? 'rt' : 'ct', networkErrorText(error));
      });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_RESPONSE_BYTES) fail('large', 'the response is larger than 64 KB');
          else chunks.push(chunk);
        });
        response.on('error', (error) => {
          fail('rt', networkErrorText(error));
        });
        response.on('end', () => {
          finish({
            kind: 'answer',
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            location: response.headers.location,
            body: Buffer.concat(chunks).toString('utf8'),
            line,
          });
        });
      });
      request.end(isGet ? undefined : form);
    });
  }

  /** Sends one webhook, with retries and redirects. */
  async function deliver(call: WebhookCall, token: string): Promise<WebhookResult> {
    const overrides = readOverrides(call.url);
    const deadline = timers.now() + overrides.totalMs;
    let current = call;
    let retries = overrides.retries;
    let redirects = 0;
    for (;;) {
      const outcome = await once(current, token, overrides, deadline);
      const url = current.url;
      if (outcome.kind === 'large') {
        outcome.line.end(null, `11750: ${outcome.message}`);
        return { ok: false, url, code: 11750, message: outcome.message, line: outcome.line };
      }
      if (outcome.kind !== 'answer') {
        const message = `HTTP retrieval failure: ${outcome.message}`;
        outcome.line.end(null, `11200: ${message}`);
        if (!closed && retries > 0 && overrides.policy.has(outcome.kind) && timers.now() < deadline) {
          retries -= 1;
          continue;
        }
        return { ok: false, url, code: 11200, message, line: outcome.line };
      }
      const { status, location } = outcome;
      if (status >= 300 && status < 400 && location !== undefined && URL.canParse(location, signedUrl(url))) {
        outcome.line.end(status);
        redirects += 1;
        if (redirects > MAX_REDIRECTS) {
          outcome.line.error('11215: too many redirects');
          return { ok: false, url, code: 11215, message: 'too many redirects', line: outcome.line };
        }
        current = redirectedCall(current, status, new URL(location, signedUrl(url)).href);
        continue;
      }
      if (status < 200 || status >= 300) {
        const message = `HTTP retrieval failure: the response status was ${String(status)}`;
        outcome.line.end(status, `11200: ${message}`);
        const policy = status >= 500 ? '5xx' : '4xx';
        if (retries > 0 && overrides.policy.has(policy)) {
          retries -= 1;
          continue;
        }
        return { ok: false, url, code: 11200, message, line: outcome.line };
      }
      outcome.line.end(status);
      return { ok: true, url, status, contentType: outcome.contentType, body: outcome.body, line: outcome.line };
    }
  }

  return {
    async send(call) {
      const token = ids.uuid();
      const twice = faults.consume('duplicate');
      const { delay } = faults.current();
      if (delay > 0) await timers.wait(delay);
      if (closed) {
        const line = log.open('webhook', call.method, call.url);
        line.end(null, 'the simulator was closed');
        return { ok: false, url: call.url, code: 11200, message: 'the simulator was closed', line };
      }
      const first = deliver(call, token);
      // The second response is ignored, because Twilio processes each webhook once.
      if (twice) await Promise.all([first, deliver(call, token)]);
      return first;
    },
    close() {
      closed = true;
      for (const abort of [...open]) abort();
    },
  };
}

/** A 307 or 308 repeats the request. Other redirects become a GET without parameters, as in browsers. */
function redirectedCall(call: WebhookCall, status: number, url: string): WebhookCall {
  const repeats = (status === 307 || status === 308) && call.method.toUpperCase() === 'POST';
  return repeats ? { ...call, url } : { url, method: 'GET', params: [] };
}

/** The text of a network error. Its other properties can contain secrets. */
export function networkErrorText(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown network error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined || error.message.includes(code) ? error.message : `${code} ${error.message}`;
}
