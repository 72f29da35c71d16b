import http from 'node:http';
import https from 'node:https';
import { resolveTarget } from './connection-target';
import type { ConnectionOverrides } from './connection-overrides';
import { networkErrorText } from './network-error';
import { signature, signedUrl } from './signing';
import { DELIVERY_HEADER, readDelivery } from './webhook-delivery';
import type { LogLine, RequestLog } from '../core/request-log';
import type { Timers } from '../core/clock';
import type { FlowDelivery } from '../model/delivery';
import type { Webhooks } from '../model/options';
import type { WebhookCall } from '../model/webhooks';

/** What every webhook request needs. */
export interface RequestOptions {
  authToken: string;
  timers: Timers;
  log: RequestLog;
  webhooks: () => Webhooks;
}

/** One attempt to send a webhook. */
export interface WebhookRequest {
  call: WebhookCall;
  /** The `I-Twilio-Idempotency-Token`. */
  token: string;
  overrides: ConnectionOverrides;
  /** The end of the last attempt, in milliseconds since 1970. */
  deadlineAt: number;
  /** Functions that abort open requests. Each request adds its own function while it is open. */
  open: Set<() => void>;
}

/** A response, or the reason why there is none: `ct` connection, `rt` read timeout or error, `large`. */
export type Outcome =
  | {
      kind: 'response';
      status: number;
      contentType: string;
      location: string | undefined;
      delivery: FlowDelivery | undefined;
      body: string;
      line: LogLine;
    }
  | { kind: 'ct' | 'rt' | 'large'; message: string; line: LogLine };

/** https://www.twilio.com/docs/api/errors/11750 */
const MAX_RESPONSE_BYTES = 64 * 1024;

/** Sends one HTTP request, without retries and redirects. */
export function sendOnce(
  { authToken, timers, log, webhooks }: RequestOptions,
  { call, token, overrides, deadlineAt, open }: WebhookRequest,
): Promise<Outcome> {
  const isGet = call.method.toUpperCase() === 'GET';
  const form = new URLSearchParams(call.params.map(([name, value]) => [name, value])).toString();
  const bare = signedUrl(call.url);
  const url = isGet && form !== '' ? `${bare}${bare.includes('?') ? '&' : '?'}${form}` : bare;
  const callSid = call.params.find(([name]) => name === 'CallSid')?.[1];
  const line = log.open('webhook', call.method, call.url, callSid);

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
    const left = Math.max(0, deadlineAt - timers.now());
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
          kind: 'response',
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          location: response.headers.location,
          delivery: readDelivery(response.headers[DELIVERY_HEADER]),
          body: Buffer.concat(chunks).toString('utf8'),
          line,
        });
      });
    });
    request.end(isGet ? undefined : form);
  });
}
