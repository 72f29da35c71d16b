import { publicLogin } from '../validation/public-url';
import type { AccountCredentials, AccountSettings } from './settings';

/** A shorter text is not treated as a secret, because it may be part of any word. */
const MIN_SECRET_LENGTH = 6;

/** How many OAuth tokens are remembered: the one in use, and those before it. */
const MAX_REMEMBERED_TOKENS = 3;

type Replacement = readonly [secret: string, replacement: string];

/** Removes the secrets of one account from texts. */
export class Redactor {
  private readonly secrets: readonly Replacement[];
  private readonly tokens: string[][] = [];

  constructor(settings: AccountSettings, credentials: AccountCredentials) {
    this.secrets = [...secretsOf(credentials), ...webhookLogins(settings.publicUrl, credentials)];
  }

  /** Adds an OAuth token to the secrets. */
  addToken(token: string): void {
    this.tokens.push(spellings(token));
    if (this.tokens.length > MAX_REMEMBERED_TOKENS) this.tokens.shift();
  }

  /** For an error or a log: removes the account's own secrets, and whatever else looks like one. */
  redact(text: string): string {
    return this.withoutOwnSecrets(text)
      .replace(/(:\/\/)[^\s/?#@]+@/g, '$1***@')
      .replace(/\b(Basic|Bearer)\s+[\w+/=.-]{8,}/gi, '$1 ***');
  }

  /** For data: removes only the account's own secrets, because a person may write what looks like one. */
  withoutOwnSecrets(text: string): string {
    let clean = text;
    for (const [secret, replacement] of this.secrets) clean = clean.replaceAll(secret, replacement);
    for (const token of this.tokens.flat()) clean = clean.replaceAll(token, '***');
    return clean;
  }
}

/** The secrets of the credentials, also encoded as in an Authorization header. */
function secretsOf(credentials: AccountCredentials): Replacement[] {
  const {
    accountSid,
    authToken,
    secondaryAuthToken,
    apiKey,
    apiSecret,
    clientSecret,
    publicPassword = '',
  } = credentials;
  const headers = [`${accountSid}:${authToken}`, `${apiKey}:${apiSecret}`].map((login) =>
    Buffer.from(login).toString('base64'),
  );
  return [...headers, authToken, secondaryAuthToken, apiSecret, clientSecret, publicPassword]
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .flatMap(spellings)
    .map((secret) => [secret, '***']);
}

/** A secret as it is, and percent-encoded as in a URL or a form, with `%2F` and `%2f`. */
function spellings(secret: string): string[] {
  const encoded = [encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1)];
  const lower = encoded.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  return [...new Set([secret, ...encoded, ...lower])];
}

/** The users and passwords of the public URL, which protect Node-RED. Also encoded, as part of another URL or a form. */
function webhookLogins(publicUrl: string, { publicUser, publicPassword }: AccountCredentials): Replacement[] {
  const [, inUrl] = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)@/i.exec(publicUrl) ?? [];
  return [inUrl, publicLogin(publicUser, publicPassword)]
    .filter((login) => login !== undefined)
    .flatMap((login) => [
      [`//${login}@`, '//***@'],
      [encodeURIComponent(`//${login}@`), encodeURIComponent('//***@')],
    ]);
}
