import type { AccountCredentials, AccountSettings } from '../account/settings';
import { sendRateOf } from '../validation/numbers';
import { parsePublicUrl, publicLogin, type PublicUrl } from '../validation/public-url';
import { normalizePath } from '../validation/webhook-path';
import type { StoreKind } from './account-store';
import type { NodeDef } from './red';

/** The account node's properties, as Node-RED stores them. */
export type AccountDef = NodeDef & Partial<AccountSettings> & { store?: StoreKind };

const DEFAULT_PATIENCE_SECONDS = 60;
const MAX_PATIENCE_SECONDS = 600;

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A boolean, also as the text of an environment variable; `undefined` for anything else. */
function booleanOf(value: unknown): boolean | undefined {
  const known = text(String(value)).toLowerCase();
  return known === 'true' || known === 'false' ? known === 'true' : undefined;
}

/** From 1 to 600 seconds, and 60 when it is not a number. */
function patienceOf(value: unknown): number {
  const seconds = Number(value);
  return seconds >= 1 ? Math.min(seconds, MAX_PATIENCE_SECONDS) : DEFAULT_PATIENCE_SECONDS;
}

/** What the properties of an account node mean. */
export function settingsOf(def: AccountDef): AccountSettings {
  const validateSignatures = booleanOf(def.validateSignatures) !== false;
  return {
    environment: text(def.environment) === 'simulator' ? 'simulator' : 'twilio',
    auth: (text(def.auth) || 'token') as AccountSettings['auth'],
    region: text(def.region),
    publicUrl: text(def.publicUrl),
    path: normalizePath(text(def.path) || '/twilio'),
    from: text(def.from),
    messagingServiceSid: text(def.messagingServiceSid),
    verifyServiceSid: text(def.verifyServiceSid),
    validateSignatures,
    // A flow that was written by a program has no such property. The signature of a GET covers all its parameters.
    allowGet: booleanOf(def.allowGet) ?? validateSignatures,
    sendRate: sendRateOf(def.sendRate) ?? 0,
    silentRecordings: def.silentRecordings === 'save' ? 'save' : 'drop',
    validityPeriod: def.validityPeriod,
    smartEncoded: booleanOf(def.smartEncoded) === true,
    statusCallback: text(def.statusCallback),
    voice: text(def.voice),
    language: text(def.language),
    holdUrl: text(def.holdUrl),
    patience: patienceOf(def.patience),
    webhooksOnDeploy: booleanOf(def.webhooksOnDeploy) === true,
    fallbackUrl: text(def.fallbackUrl),
  };
}

/** The credentials of an account node, each a text. */
export function credentialsOf(credentials: Partial<AccountCredentials> | undefined): AccountCredentials {
  return {
    accountSid: text(credentials?.accountSid),
    authToken: text(credentials?.authToken),
    secondaryAuthToken: text(credentials?.secondaryAuthToken),
    apiKey: text(credentials?.apiKey),
    apiSecret: text(credentials?.apiSecret),
    clientId: text(credentials?.clientId),
    clientSecret: text(credentials?.clientSecret),
    publicUser: text(credentials?.publicUser),
    publicPassword: text(credentials?.publicPassword),
  };
}

/**
 * The public URL, with the login of the credentials if there is one, otherwise with its own.
 * @throws {PublicUrlError}
 */
export function publicUrlOf(url: string, credentials: Partial<AccountCredentials> | undefined): PublicUrl | undefined {
  const publicUrl = parsePublicUrl(url);
  const { publicUser, publicPassword } = credentialsOf(credentials);
  const auth = publicLogin(publicUser, publicPassword);
  return publicUrl === undefined || auth === undefined ? publicUrl : { ...publicUrl, auth, isAuthSecret: true };
}
