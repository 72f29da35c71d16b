import { readOverrides } from './connection-overrides';
import { signedUrl } from './signing';
import { sendOnce, type RequestOptions } from './webhook-request';
import type { FaultInjector } from '../core/faults';
import type { Ids } from '../core/ids';
import type { WebhookCall, WebhookResult, WebhookSender } from '../model/webhooks';
import { isUrl } from '../core/is-url';

/** What the sender of webhooks needs of the simulator. */
export interface WebhookSenderOptions extends RequestOptions {
  ids: Ids;
  faults: FaultInjector;
}

const MAX_REDIRECTS = 10;

/**
 * Sends signed webhooks as Twilio does: form-encoded, with `X-Twilio-Signature` and `I-Twilio-Idempotency-Token`. The
 * limit is 15 seconds. Follows HTTP redirects, and retries once after a failed connection.
 *
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { ids, timers, faults, log } = options;
  const open = new Set<() => void>();
  let closed = false;

  /** Sends one webhook, with retries and redirects. */
  async function deliver(call: WebhookCall, token: string): Promise<WebhookResult> {
    const overrides = readOverrides(call.url);
    const deadlineAt = timers.now() + overrides.totalMs;
    let current = call;
    let retries = overrides.retries;
    let redirects = 0;
    /** Nothing is sent after the simulator was closed, or when the time for all attempts is over. */
    const mayContinue = (): boolean => !closed && timers.now() < deadlineAt;
    for (;;) {
      const outcome = await sendOnce(options, { call: current, token, overrides, deadlineAt, open });
      const url = current.url;
      if (outcome.kind === 'large') {
        outcome.line.end(null, `11750: ${outcome.message}`);
        return { ok: false, url, code: 11750, message: outcome.message, line: outcome.line };
      }
      if (outcome.kind !== 'response') {
        const message = `HTTP retrieval failure: ${outcome.message}`;
        outcome.line.end(null, `11200: ${message}`);
        if (retries > 0 && overrides.policy.has(outcome.kind) && mayContinue()) {
          retries -= 1;
          continue;
        }
        return { ok: false, url, code: 11200, message, line: outcome.line };
      }
      const { status, location, delivery } = outcome;
      if (status >= 300 && status < 400 && location !== undefined && isUrl(location, signedUrl(url))) {
        outcome.line.end(status);
        redirects += 1;
        if (redirects > MAX_REDIRECTS) {
          outcome.line.error('11215: too many redirects');
          return { ok: false, url, code: 11215, message: 'too many redirects', line: outcome.line };
        }
        if (!mayContinue()) {
          const message = closed ? 'the simulator was closed' : 'HTTP retrieval failure: no complete response in time';
          outcome.line.error(`11200: ${message}`);
          return { ok: false, url, code: 11200, message, line: outcome.line };
        }
        current = redirectedCall(current, status, new URL(location, signedUrl(url)).href);
        continue;
      }
      if (status < 200 || status >= 300) {
        const message = `HTTP retrieval failure: the response status was ${String(status)}`;
        outcome.line.end(status, `11200: ${message}`);
        const policy = status >= 500 ? '5xx' : '4xx';
        if (retries > 0 && overrides.policy.has(policy) && mayContinue()) {
          retries -= 1;
          continue;
        }
        return { ok: false, url, code: 11200, message, delivery, line: outcome.line };
      }
      outcome.line.end(status);
      return {
        ok: true,
        url,
        status,
        contentType: outcome.contentType,
        body: outcome.body,
        delivery,
        line: outcome.line,
      };
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
