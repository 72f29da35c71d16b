import AuthStrategy from 'twilio/lib/auth_strategy/AuthStrategy';
import type RequestClient = require('twilio/lib/base/RequestClient');
import CredentialProvider from 'twilio/lib/credential_provider/CredentialProvider';
import type Response from 'twilio/lib/http/response';
import { TwilioError } from '../errors/twilio-error';
import { isObject } from '../validation/objects';
import type { AccountCredentials } from './settings';

const TOKEN_URL = 'https://oauth.twilio.com/v2/token';

/** How long before its end a token is replaced, in milliseconds. */
const TOKEN_MARGIN_MS = 60_000;

type SendTokenRequest = (request: RequestClient.RequestOptions<unknown>) => Promise<Response<unknown>>;

/**
 * OAuth client credentials with a cached token. The SDK's own strategy would fetch a token for each request.
 * https://www.twilio.com/docs/iam/oauth-apps
 */
export class OAuthStrategy extends AuthStrategy {
  private token: { header: string; expiresAt: number } | undefined;
  private fetching: Promise<string> | undefined;

  constructor(
    private readonly send: SendTokenRequest,
    private readonly credentials: AccountCredentials,
    /** Called with each new token, which must be kept out of logs and messages. */
    private readonly onToken: (token: string) => void,
  ) {
    super('client-credentials');
  }

  /** The Authorization header. @throws {TwilioError} `INVALID_CREDENTIALS` */
  override async getAuthString(): Promise<string> {
    if (this.token !== undefined && Date.now() < this.token.expiresAt) return this.token.header;
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  override requiresAuthentication(): boolean {
    return true;
  }

  /** Drops the token, because Twilio no longer accepts it. */
  forget(): void {
    this.token = undefined;
  }

  private async fetch(): Promise<string> {
    const { statusCode, body } = await this.send({
      method: 'post',
      uri: TOKEN_URL,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      data: {
        grant_type: 'client_credentials',
        client_id: this.credentials.clientId,
        client_secret: this.credentials.clientSecret,
      },
    });
    const { access_token: token, expires_in: expiresIn } = isObject(body) ? body : {};
    if (statusCode >= 300 || typeof token !== 'string') {
      throw new TwilioError('INVALID_CREDENTIALS', `Twilio did not issue an OAuth token (HTTP ${statusCode})`, {
        status: statusCode,
        hint: 'Check the OAuth client ID and secret of the account node, and that the OAuth app still exists in the Twilio Console.',
      });
    }
    this.onToken(token);
    const seconds = Number(expiresIn);
    const lifetimeMs = Number.isFinite(seconds) ? seconds * 1000 : 0;
    this.token = { header: `Bearer ${token}`, expiresAt: Date.now() + lifetimeMs - TOKEN_MARGIN_MS };
    return this.token.header;
  }
}

/** Hands the strategy to the SDK's client. */
export class OAuthProvider extends CredentialProvider {
  constructor(private readonly strategy: OAuthStrategy) {
    super('client-credentials');
  }
  override toAuthStrategy(): AuthStrategy {
    return this.strategy;
  }
}
