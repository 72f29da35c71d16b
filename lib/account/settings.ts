import { isSid } from '../validation/sid';
/** The properties of an account node, as Node-RED stores them. */
export interface AccountSettings {
  environment: 'twilio' | 'simulator';
  auth: 'token' | 'apiKey' | 'oauth';
  /** `''` for the United States (us1), `ie1` or `au1`. */
  region: string;
  /**
   * The URL at which Twilio reaches Node-RED's `httpNodeRoot`. May be empty, and may have a path and `user:pass@`. The
   * credentials `publicUser` and `publicPassword` override `user:pass@`.
   */
  publicUrl: string;
  /** The path of the account's webhooks, `/twilio` by default. */
  path: string;
  from: string;
  messagingServiceSid: string;
  verifyServiceSid: string;
  validateSignatures: boolean;
  /** Whether webhooks may use GET, which is not Twilio's default. */
  allowGet: boolean;
  /** The most messages per second from one sender; 0 for no limit. */
  sendRate: number;
  /** In the simulator: whether `<Record>` drops or saves a recording without speech. */
  silentRecordings: 'drop' | 'save';
  /** Defaults for the messages that are sent, as the form saves them. They are checked with each message. */
  validityPeriod?: number | string | undefined;
  smartEncoded?: boolean | undefined;
  statusCallback?: string | undefined;
  /** The voice of calls, such as `Polly.Joanna-Neural`. Twilio's default when empty. */
  voice?: string;
  /** The language of calls, such as `en-US`. Twilio's default when empty. */
  language?: string;
  /** The URL of the audio that a caller hears while the flow works, at most 2 seconds long. A pause when empty. */
  holdUrl?: string;
  /** How long a caller waits for the flow before the call is ended, in seconds. Default 60. */
  patience?: number;
  /** Whether the webhooks of the account's numbers are set with each deployment. */
  webhooksOnDeploy?: boolean;
  /** The fallback URL that numbers get. When it is empty, Twilio tries the webhook a second time. */
  fallbackUrl?: string;
}

/** The credentials of an account node, which Node-RED encrypts. Those that are not set are `''`. */
export interface AccountCredentials {
  accountSid: string;
  authToken: string;
  secondaryAuthToken: string;
  apiKey: string;
  apiSecret: string;
  clientId: string;
  clientSecret: string;
  /** The user and the password of the public URL, for a Node-RED with `httpNodeAuth`. */
  publicUser?: string;
  publicPassword?: string;
}

/**
 * The edge of each region. Since April 2026 Twilio does not serve a region without its edge.
 * https://www.twilio.com/docs/global-infrastructure/understanding-edge-locations
 */
const EDGES: Readonly<Record<string, string>> = { ie1: 'dublin', au1: 'sydney' };

/** The edge of a region; `undefined` for the default region and for an unknown one. */
export function edgeOf(region: string): string | undefined {
  return EDGES[region];
}

/**
 * Moves a URL of Twilio to a region. Any other URL is returned unchanged.
 * https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
 */
export function inRegion(url: string, region: string): string {
  const edge = edgeOf(region);
  if (edge === undefined) return url;
  return url.replace(/^(https:\/\/[a-z-]+)(\.twilio\.com)(?=[/?#]|$)/, `$1.${edge}.${region}$2`);
}

const SID_REST = 'followed by 32 digits and letters from a to f. Copy it from the Twilio Console';

/** Why the credentials cannot be used for REST requests, one sentence each. Empty when they can. */
export function credentialProblems(settings: AccountSettings, credentials: AccountCredentials): string[] {
  if (settings.environment === 'simulator') return [];
  const problems: string[] = [];
  if (credentials.accountSid === '') problems.push('The Account SID is missing');
  else if (!isSid(credentials.accountSid, 'AC')) problems.push(`The Account SID must be "AC" ${SID_REST}`);
  switch (settings.auth) {
    case 'token':
      if (credentials.authToken === '') problems.push('The auth token is missing');
      break;
    case 'apiKey':
      if (credentials.apiKey === '') problems.push('The API key is missing');
      else if (!isSid(credentials.apiKey, 'SK')) problems.push(`The API key must be "SK" ${SID_REST}`);
      if (credentials.apiSecret === '') problems.push("The API key's secret is missing");
      break;
    case 'oauth':
      if (credentials.clientId === '') problems.push('The OAuth client ID is missing');
      if (credentials.clientSecret === '') problems.push('The OAuth client secret is missing');
      break;
    default:
      problems.push(`"${String(settings.auth)}" is not a valid authentication. Choose auth token, API key or OAuth`);
  }
  if (settings.region !== '' && settings.region !== 'us1' && edgeOf(settings.region) === undefined) {
    problems.push(
      `The region "${settings.region}" is not known. Choose the United States, Ireland (ie1) or Australia (au1)`,
    );
  }
  return problems;
}
