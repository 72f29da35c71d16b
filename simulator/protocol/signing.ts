import { createHmac } from 'node:crypto';
import type { FormPairs } from '../model/webhooks';

/**
 * The URL that Twilio signs: without user and password, without the fragment, otherwise untouched. The string is cut
 * rather than parsed, because a parser would also tidy it up (default ports, letter case, dots), and the signature is
 * over the characters as they stand.
 *
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signedUrl(url: string): string {
  const hash = url.indexOf('#');
  const withoutFragment = hash === -1 ? url : url.slice(0, hash);
  return withoutFragment.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}

/**
 * `X-Twilio-Signature` of a request: base64 of the HMAC-SHA1, keyed with the auth token, of the URL followed by each
 * form parameter's name and value, sorted by name. A GET or JSON request is signed with no parameters.
 *
 * This is written from the documentation and shares no code with the SDK's validator, so that each can prove the
 * other wrong: https://www.twilio.com/docs/usage/security#how-twilio-signs-requests
 */
export function signature(authToken: string, url: string, parameters: FormPairs = []): string {
  const sorted = [...parameters].sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  // A value that is repeated word for word under the same name counts once.
  const distinct = sorted.filter(([name, value], at) => {
    const before = sorted[at - 1];
    return before?.[0] !== name || before[1] !== value;
  });
  const text = signedUrl(url) + distinct.map(([name, value]) => name + value).join('');
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

// By code unit, which is how a case-sensitive Unix sort orders the ASCII names that Twilio uses.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
