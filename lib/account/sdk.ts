/*
 * The one file that loads the SDK: 60 ms and 17 MB, which is why nothing imports it before the first request.
 */
import AuthStrategy from 'twilio/lib/auth_strategy/AuthStrategy';
import RequestClient = require('twilio/lib/base/RequestClient');
import CredentialProvider from 'twilio/lib/credential_provider/CredentialProvider';
import Response from 'twilio/lib/http/response';
import Twilio = require('twilio/lib/rest/Twilio');
import { foreignAnswer, networkError } from '../errors/network-error';
import { TwilioError } from '../errors/twilio-error';
import type { RequestQueue, Pace } from './request-queue';
import { isObject } from '../validation/objects';
import { DEFAULT_RETRY, retryDelayMs, type RetryRules } from './retry';
import { edgeOf, type AccountCredentials, type AccountSettings } from './settings';
import type { RestRequest, Transport } from './transport';

/** The SDK's REST client. */
export type Client = Twilio;

/** What a client is made of. */
export interface ClientOptions {
  settings: AccountSettings;
  credentials: AccountCredentials;
  /** Goes instead of the network. */
  transport?: Transport | undefined;
  retry?: RetryRules | undefined;
  /** Through which every request goes out. */
  gate: RequestQueue;
  /** Hears of each OAuth token: nobody else may. */
  onToken?: (token: string) => void;
}

const TOKEN_URL = 'https://oauth.twilio.com/v2/token';

/** A token is fetched anew this long before it ends, in milliseconds. */
const TOKEN_MARGIN = 60_000;

/**
 * OAuth client credentials with a cached token; the SDK's own provider fetches one for each request.
 * https://www.twilio.com/docs/iam/oauth-apps
 */
class OAuth extends AuthStrategy {
  private token: { value: string; until: number } | undefined;
  private fetching: Promise<string> | undefined;

  constructor(
    private readonly http: HttpClient,
    private readonly credentials: AccountCredentials,
    private readonly onToken: (token: string) => void = () => undefined,
  ) {
    super('client-credentials');
  }

  override async getAuthString(): Promise<string> {
    if (this.token !== undefined && Date.now() < this.token.until) return this.token.value;
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  override requiresAuthentication(): boolean {
    return true;
  }

  /** Forgets the token: Twilio no longer takes it. */
  forget(): void {
    this.token = undefined;
  }

  private async fetch(): Promise<string> {
    const response = await this.http.send<unknown>(
      {
        method: 'post',
        uri: TOKEN_URL,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
        data: {
          grant_type: 'client_credentials',
          client_id: this.credentials.clientId,
          client_secret: this.credentials.clientSecret,
        },
      },
      // A token that nobody got does no harm, so the outcome of this POST is never in doubt.
      'get',
    );
    const body: unknown = response.body;
    const token: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'access_token') : undefined;
    const seconds = typeof body === 'object' && body !== null ? Number(Reflect.get(body, 'expires_in')) : Number.NaN;
    if (response.statusCode >= 300 || typeof token !== 'string') {
      throw new TwilioError('INVALID_CREDENTIALS', `Twilio gave no OAuth token (HTTP ${response.statusCode})`, {
        status: response.statusCode,
        hint: 'Check the OAuth client ID and secret of the account node, and that the app still exists in the Console.',
      });
    }
    this.onToken(token);
    const lifetime = Number.isFinite(seconds) ? seconds * 1000 : 0;
    this.token = { value: `Bearer ${token}`, until: Date.now() + lifetime - TOKEN_MARGIN };
    return this.token.value;
  }
}

class OAuthProvider extends CredentialProvider {
  constructor(private readonly strategy: OAuth) {
    super('client-credentials');
  }
  override toAuthStrategy(): AuthStrategy {
    return this.strategy;
  }
}

type Options<TData> = RequestClient.RequestOptions<TData>;

function headerOf(headers: unknown, name: string): string | undefined {
  if (!isObject(headers)) return undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
  return typeof found?.[1] === 'string' ? found[1] : undefined;
}

/**
 * Twilio answers 429 also to a person who typed too many wrong codes or was sent too many: no wait of ours changes that,
 * and nobody else is to wait for it. https://www.twilio.com/docs/api/errors/60202
 */
const FINAL = new Set<unknown>([60202, 60203]);

function isFinal(body: unknown): boolean {
  if (typeof body !== 'string') return isObject(body) && FINAL.has(body['code']);
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) && FINAL.has(parsed['code']);
  } catch {
    return false;
  }
}

/** The pace of a message's sender, when the account has set one. */
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

/**
 * The SDK's HTTP client with three changes: 429 is tried again as the answer asks, a network failure becomes an error
 * without the request in it, and a transport may go instead of the network.
 */
class HttpClient extends RequestClient {
  constructor(private readonly options: ClientOptions) {
    // The SDK keeps five connections, and would make the others anew for each burst of requests.
    super({ maxFreeSockets: options.gate.maxConcurrent });
  }

  override async request<TData>(request: Options<TData>): Promise<Response<TData>> {
    const strategy = request.authStrategy;
    const { gate } = this.options;
    const ticket = gate.queuePosition();
    const pace = paceOf(request, this.options.settings.sendRate);
    for (let tries = 1; ; tries += 1) {
      // The token first, so that a failure to get one is not taken for a failure of the request.
      await strategy?.getAuthString();
      await gate.enter(ticket, pace);
      try {
        const response = await this.send<TData>(request, request.method);
        if (response.statusCode === 401 && tries === 1 && strategy instanceof OAuth) {
          strategy.forget();
          continue;
        }
        if (response.statusCode !== 429 || isFinal(response.body)) {
          const foreign = foreignAnswer(request.method, {
            status: response.statusCode,
            contentType: headerOf(response.headers, 'content-type'),
            body: response.body,
          });
          if (foreign !== undefined) throw foreign;
          return response;
        }
        const wait = retryDelayMs(
          tries,
          headerOf(response.headers, 'retry-after'),
          this.options.retry ?? DEFAULT_RETRY,
        );
        if (wait === undefined) return response;
        // Not this request alone, and before the next one takes its place: whatever goes out now would be turned away too.
        gate.pause(wait);
      } finally {
        gate.leave();
      }
    }
  }

  /** One try. `method` decides what a lost answer means. */
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
 * The SDK's REST client for an account. Nothing of the process environment goes into it: an account node means itself.
 * https://www.twilio.com/docs/libraries/reference/twilio-node
 */
export function createClient(options: ClientOptions): Client {
  const { settings, credentials } = options;
  const httpClient = new HttpClient(options);
  const region = settings.environment === 'simulator' ? '' : settings.region;
  const common = { accountSid: credentials.accountSid, httpClient, region, edge: edgeOf(region) ?? '' };
  switch (settings.auth) {
    case 'apiKey':
      return new Twilio(credentials.apiKey, credentials.apiSecret, common);
    case 'oauth': {
      const client = new Twilio(credentials.accountSid, '', common);
      client.setCredentialProvider(new OAuthProvider(new OAuth(httpClient, credentials, options.onToken)));
      // Setting a provider forgets the account.
      client.setAccountSid(credentials.accountSid);
      return client;
    }
    default:
      return new Twilio(credentials.accountSid, credentials.authToken, common);
  }
}
