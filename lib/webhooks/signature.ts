import { createHash } from 'node:crypto';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import type { Params } from '../events/params';
import type { Body } from './body';

/** The parts of a request that its signature covers. */
export interface SignedRequest {
  /** The URLs that Twilio may have signed, the most likely first, each with its query as it arrived. */
  urls: readonly string[];
  /** The `X-Twilio-Signature` header. */
  signature: string | undefined;
  body: Body;
}

/** Why a request is unauthorized. */
export type UnauthorizedReason =
  | 'no-token'
  | 'no-signature'
  | 'no-url'
  | 'wrong-signature'
  | 'wrong-body'
  | 'no-raw-body'
  | 'unsigned-body'
  | 'wrong-type'
  | 'spliced'
  | 'wrong-account';

/** The result of a check: the URL whose signature is valid, or why none is, with the most likely URL. */
export type Verdict = { valid: true; url: string } | { valid: false; reason: UnauthorizedReason; url: string };

/** The SDK's validator throws on a relative URL. Here that is a signature that does not match. */
function matches(token: string, signature: string, url: string, params: Params): boolean {
  try {
    // The SDK does not change the parameters.
    return validateRequest(token, signature, url, params as Record<string, unknown>);
  } catch {
    return false;
  }
}

const bodyHash = (url: string): string | undefined => {
  const query = url.indexOf('?');
  return query === -1 ? undefined : (new URLSearchParams(url.slice(query + 1)).get('bodySHA256') ?? undefined);
};

/** The first character of a form: the name of a parameter. */
const FORM_START = /[A-Za-z]/;

function check(token: string, signature: string, url: string, body: Body): UnauthorizedReason | undefined {
  // 1. A form or an empty body: the URL and every parameter are signed.
  const overParams = body.kind !== 'other' && matches(token, signature, url, body.params);
  if (overParams) return undefined;
  // 2. Any other body: the URL is signed, and its `bodySHA256` parameter is the hash of the body.
  const hash = bodyHash(url);
  if (hash === undefined) return body.kind === 'other' ? 'unsigned-body' : 'wrong-signature';
  if (!matches(token, signature, url, {})) return 'wrong-signature';
  if (body.raw === undefined) return 'no-raw-body';
  // Hashes the bytes. The SDK's own check hashes the decoded text, where all invalid UTF-8 looks the same.
  if (createHash('sha256').update(body.raw).digest('hex') !== hash) return 'wrong-body';
  // The content type is not signed. A form starts with a name and JSON does not, so neither is accepted as the other.
  const isForm = FORM_START.test(body.raw.toString('latin1', 0, 1));
  return isForm === (body.kind === 'form') ? undefined : 'wrong-type';
}

/**
 * Checks whether Twilio signed a request with one of the tokens. A request that cannot be checked is unauthorized.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function verify(request: SignedRequest, tokens: readonly string[]): Verdict {
  const [mostLikely = ''] = request.urls;
  const unauthorized = (reason: UnauthorizedReason): Verdict => ({ valid: false, reason, url: mostLikely });
  if (tokens.length === 0) return unauthorized('no-token');
  if (request.signature === undefined || request.signature === '') return unauthorized('no-signature');
  if (request.urls.length === 0) return unauthorized('no-url');
  let reason: UnauthorizedReason = 'wrong-signature';
  for (const url of request.urls) {
    for (const token of tokens) {
      const found = check(token, request.signature, url, request.body);
      if (found === undefined) return { valid: true, url };
      if (found !== 'wrong-signature') reason = found;
    }
  }
  return unauthorized(reason);
}
