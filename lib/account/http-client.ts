import RequestClient = require('twilio/lib/base/RequestClient');
import Response from 'twilio/lib/http/response';
import { foreignAnswer } from '../errors/foreign-answer';
import { networkError } from '../errors/network-error';
import { TwilioError } from '../errors/twilio-error';
import { isObject } from '../validation/objects';
import { headerOf } from './headers';
import { OAuthStrategy } from './oauth';
import { currentOwner } from './request-owner';
import type { Pace, RequestQueue } from './request-queue';
import { DEFAULT_RETRY, retryDelayMs, type RetryRules } from './retry';
import type { RequestObserver } from './request-observer';
import type { RestRequest, Transport } from './transport';

/** What the HTTP client of an account needs. */
export interface HttpClientOptions {
  /** Used instead of the network. */
  transport?: Transport | undefined;
  retry?: RetryRules | undefined;
  /** Every request goes through this queue. */
  queue: RequestQueue;
  /** The most messages per second from one sender; 0 for no limit. */
  sendRate: number;
  /** Is called with what is sent. */
  observer?: RequestObserver | undefined;
}

type Options<TData> = RequestClient.RequestOptions<TData>;

/**
 * The SDK's HTTP client with three changes: a request that Twilio answers with 429 is repeated after the time that the
 * answer names, a network failure becomes an error without the request in it, and a transport can replace the network.
 */
export class HttpClient extends RequestClient {
  constructor(private readonly options: HttpClientOptions) {
    // By default the SDK keeps five connections open, and opens the others again for each burst of requests.
    super({ maxFreeSockets: options.queue.maxConcurrent });
  }

  override async request<TData>(request: Options<TData>): Promise<Response<TData>> {
    const strategy = request.authStrategy;
    const { queue, retry = DEFAULT_RETRY, sendRate } = this.options;
    const position = queue.queuePosition();
    const pace = paceOf(request, sendRate);
    for (let tries = 1; ; tries += 1) {
      // Fetched first, so that a failure to get a token is not reported as a failure of the request.
      await strategy?.getAuthString();
      await queue.enter(position, pace);
      const isRead = request.method.toLowerCase() === 'get';
      const owner = isRead ? undefined : currentOwner();
      if (owner !== undefined) owner.writes += 1;
      const observed = isRead ? undefined : this.options.observer?.(request);
      try {
        const response = await this.send<TData>(request, request.method);
        const { statusCode, headers, body } = response;
        observed?.answered(statusCode, body);
        if (statusCode === 401 && tries === 1 && strategy instanceof OAuthStrategy) {
          strategy.forget();
          if (owner !== undefined) owner.writes -= 1;
          continue;
        }
        if (statusCode !== 429 || isPersonLimit(body)) {
          const contentType = headerOf(headers, 'content-type');
          const foreign = foreignAnswer(request.method, { status: statusCode, contentType, body });
          if (foreign !== undefined) throw foreign;
          return response;
        }
        const delay = retryDelayMs(tries, headerOf(headers, 'retry-after'), retry);
        if (owner !== undefined) owner.writes -= 1;
        if (delay === undefined) return response;
        // Twilio would refuse the other requests too, so all of them pause. Before leave(), which would start the next one.
        queue.pause(delay);
      } catch (error) {
        observed?.failed(error);
        throw error;
      } finally {
        queue.leave();
      }
    }
  }

  /**
   * Sends a request once.
   * @param method decides which error a lost answer becomes
   */
  async send<TData>(request: Options<TData>, method: string): Promise<Response<TData>> {
    const { transport } = this.options;
    try {
      if (transport === undefined) return await super.request<TData>(request);
      const authorization = await request.authStrategy?.getAuthString();
      const { statusCode, body, headers } = await transport(asRestRequest(request, authorization));
      return new Response(statusCode, body as TData, headers ?? {});
    } catch (error) {
      throw error instanceof TwilioError ? error : networkError(error, method);
    }
  }
}

/**
 * The error codes of a 429 that is about one person: too many wrong codes, or too many codes sent. Waiting does not help,
 * and other requests need not wait. https://www.twilio.com/docs/api/errors/60202
 */
const PERSON_LIMITS = new Set<unknown>([60202, 60203]);

function isPersonLimit(body: unknown): boolean {
  if (typeof body !== 'string') return isObject(body) && PERSON_LIMITS.has(body['code']);
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) && PERSON_LIMITS.has(parsed['code']);
  } catch {
    return false;
  }
}

/** The pace of a message's sender; `undefined` for other requests, and when the account has no limit. */
function paceOf({ method, uri, data }: Options<unknown>, sendRate: number): Pace | undefined {
  if (sendRate <= 0 || method.toLowerCase() !== 'post' || !uri.endsWith('/Messages.json') || !isObject(data)) {
    return undefined;
  }
  const sender = data['MessagingServiceSid'] ?? data['From'];
  return typeof sender === 'string' ? { key: sender, intervalMs: 1000 / sendRate } : undefined;
}

function asRestRequest(request: Options<unknown>, authorization: string | undefined): RestRequest {
  const { method, uri, params, data, username, password } = request;
  const headers = authorization === undefined ? request.headers : { ...request.headers, Authorization: authorization };
  return {
    method,
    uri,
    ...(isObject(params) ? { params } : {}),
    ...(isObject(data) || typeof data === 'string' ? { data } : {}),
    ...(headers === undefined ? {} : { headers }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}
