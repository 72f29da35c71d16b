import { isUrl } from './is-url';

/** An account's public URL in the form that Twilio signs. */
export interface PublicUrl {
  /** Scheme, host, port and path, without a trailing slash and without `user:pass@`, which Twilio does not sign. */
  base: string;
  /** `user:pass` when the URL has it, for a Node-RED with `httpNodeAuth`. */
  auth?: string;
  /** Whether `auth` comes from the credentials, so that it is not shown. */
  isAuthSecret?: boolean;
}

/**
 * The login of a public URL: `user:pass`, both URL-encoded.
 * @returns `undefined` without a user
 */
export function publicLogin(user = '', password = ''): string | undefined {
  return user === '' ? undefined : `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
}

/** Why a public URL is not valid: it is not a URL, or it has a query or spaces. */
export type PublicUrlProblem = 'invalid' | 'query' | 'spaces';

/** Thrown for an invalid public URL. The message says what is wrong with it. */
export class PublicUrlError extends Error {
  override readonly name = 'PublicUrlError';
  constructor(
    readonly problem: PublicUrlProblem,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Parses an account's public URL. Without a scheme it is https. Surrounding spaces, a trailing slash and a fragment are
 * removed. The characters of host and path stay as they are, because Twilio signs them as they are.
 * @returns `undefined` for an empty text
 * @throws {PublicUrlError}
 */
export function parsePublicUrl(text: string): PublicUrl | undefined {
  const trimmed = text.replace(/#.*$/s, '').trim();
  if (trimmed === '') return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const parts = /^(https?):\/\/(?:([^/?@]*)@)?([^/?@]+)(\/[^?]*)?(\?.*)?$/i.exec(address);
  if (parts === null || !isUrl(address)) {
    // The message leaves out everything that can be a password.
    const shown = trimmed.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1');
    throw new PublicUrlError('invalid', `"${shown}" is not a valid URL. Enter one such as https://example.com`);
  }
  const [, scheme = '', auth, host = '', path = '', query] = parts;
  if (query !== undefined) {
    throw new PublicUrlError(
      'query',
      'The public URL must not have a query. Remove the question mark and everything after it',
    );
  }
  if (/\s/.test(host + path)) throw new PublicUrlError('spaces', 'The public URL must not contain spaces');
  const base = `${scheme.toLowerCase()}://${host}${path.replace(/\/+$/, '')}`;
  return auth === undefined || auth === '' ? { base } : { base, auth };
}
