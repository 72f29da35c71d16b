/** The properties of an account node, under the names that it stores. */
export interface AccountSettings {
  environment: 'twilio' | 'simulator';
  auth: 'token' | 'apiKey' | 'oauth';
  /** `''` for the United States (us1), else `ie1` or `au1`. */
  region: string;
  /** Where Twilio reaches Node-RED's `httpNodeRoot` from outside; may be empty and may hold a path and `user:pass@`. */
  publicUrl: string;
  /** The path under which the account's webhooks live, `/twilio` by default. */
  path: string;
  from: string;
  messagingServiceSid: string;
  verifyServiceSid: string;
  validateSignatures: boolean;
  /** The most messages a second from each sender; 0 as fast as Twilio takes them. */
  sendRate: number;
}

/** What an account node keeps in Node-RED's encrypted credentials. */
export interface AccountCredentials {
  accountSid: string;
  authToken: string;
  secondaryAuthToken: string;
  apiKey: string;
  apiSecret: string;
  clientId: string;
  clientSecret: string;
}

/**
 * A region needs its edge since April 2026: a region alone reaches nothing.
 * https://www.twilio.com/docs/global-infrastructure/understanding-edge-locations
 */
const EDGES: Readonly<Record<string, string>> = { ie1: 'dublin', au1: 'sydney' };

/** The edge location that serves a region; `undefined` for the default region and for one we do not know. */
export function edgeOf(region: string): string | undefined {
  return EDGES[region];
}

/**
 * An address of Twilio's in a region, where what belongs to that region is; any other address stays as it is.
 * https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
 */
export function inRegion(address: string, region: string): string {
  const edge = edgeOf(region);
  if (edge === undefined) return address;
  return address.replace(/^(https:\/\/[a-z-]+)(\.twilio\.com)(?=[/?#]|$)/, `$1.${edge}.${region}$2`);
}

const SID = /^[A-Z]{2}[0-9a-f]{32}$/i;
const isSid = (value: string, prefix: string): boolean => SID.test(value) && value.startsWith(prefix);

const SID_WORDS = 'followed by 32 digits and letters from a to f; copy it from the Twilio Console';

/** What keeps the credentials from being used for REST requests, one sentence each; empty when nothing does. */
export function credentialProblems(settings: AccountSettings, credentials: AccountCredentials): string[] {
  if (settings.environment === 'simulator') return [];
  const problems: string[] = [];
  if (credentials.accountSid === '') problems.push('The Account SID is missing');
  else if (!isSid(credentials.accountSid, 'AC')) problems.push(`The Account SID must be "AC" ${SID_WORDS}`);
  switch (settings.auth) {
    case 'token':
      if (credentials.authToken === '') problems.push('The auth token is missing');
      break;
    case 'apiKey':
      if (credentials.apiKey === '') problems.push('The API key is missing');
      else if (!isSid(credentials.apiKey, 'SK')) problems.push(`The API key must be "SK" ${SID_WORDS}`);
      if (credentials.apiSecret === '') problems.push("The API key's secret is missing");
      break;
    case 'oauth':
      if (credentials.clientId === '') problems.push('The OAuth client ID is missing');
      if (credentials.clientSecret === '') problems.push('The OAuth client secret is missing');
      break;
    default:
      problems.push(`"${String(settings.auth)}" is no way to log in; choose auth token, API key or OAuth`);
  }
  if (settings.region !== '' && settings.region !== 'us1' && edgeOf(settings.region) === undefined) {
    problems.push(
      `The region "${settings.region}" is not known; choose the United States, Ireland (ie1) or Australia (au1)`,
    );
  }
  return problems;
}
