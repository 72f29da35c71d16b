/*
 * The SDK takes 60 ms and 17 MB to load. Only this file and what it imports (`http-client.ts`, `oauth.ts`) load it, and
 * `account.ts` loads this file with the first request.
 */
import Twilio = require('twilio/lib/rest/Twilio');
import { HttpClient, type HttpClientOptions } from './http-client';
import { OAuthProvider, OAuthStrategy } from './oauth';
import { edgeOf, type AccountCredentials, type AccountSettings } from './settings';

/** The SDK's REST client. */
export type Client = Twilio;

/** What a client is created from. */
export interface ClientOptions extends Omit<HttpClientOptions, 'sendRate'> {
  settings: AccountSettings;
  credentials: AccountCredentials;
  /** Called with each new OAuth token, which must be kept out of logs and messages. */
  onToken: (token: string) => void;
}

/**
 * The SDK's REST client for an account. It ignores the environment variables of the process, such as `TWILIO_REGION`.
 * https://www.twilio.com/docs/libraries/reference/twilio-node
 */
export function createClient({ settings, credentials, onToken, ...options }: ClientOptions): Client {
  const httpClient = new HttpClient({ ...options, sendRate: settings.sendRate });
  const region = settings.environment === 'simulator' ? '' : settings.region;
  const common = { accountSid: credentials.accountSid, httpClient, region, edge: edgeOf(region) ?? '' };
  switch (settings.auth) {
    case 'apiKey':
      return new Twilio(credentials.apiKey, credentials.apiSecret, common);
    case 'oauth': {
      const client = new Twilio(credentials.accountSid, '', common);
      // Sent as 'get', so that a lost answer is not an UNKNOWN_OUTCOME: requesting a second token does no harm.
      const strategy = new OAuthStrategy((request) => httpClient.send(request, 'get'), credentials, onToken);
      client.setCredentialProvider(new OAuthProvider(strategy));
      // Setting a credential provider clears the account SID.
      client.setAccountSid(credentials.accountSid);
      return client;
    }
    default:
      return new Twilio(credentials.accountSid, credentials.authToken, common);
  }
}
