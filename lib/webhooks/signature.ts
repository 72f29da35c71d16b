import { createHash } from 'node:crypto';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import type { Params } from '../events/params';
import type { Body } from './body';

/** What is needed to tell whether Twilio sent a request. */
export interface SignedRequest {
  /** The addresses that may have been signed, likeliest first, each with the query as it came. */
  urls: readonly string[];
  /** The `X-Twilio-Signature` header. */
  signature: string | undefined;
  body: Body;
}

/** Why a request was turned away. */
export type UnauthorizedReason =
  | 'no-token'
  | 'no-signature'
  | 'no-url'
  | 'wrong-signature'
  | 'wrong-body'
  | 'no-raw-body'
  | 'unsigned-body'
  | 'wrong-account';

export type Verdict = { valid: true; url: string } | { valid: false; refusal: UnauthorizedReason; url: string };

/** The SDK's validator throws on what is no absolute URL; for us that is one more signature that does not match. */
function matches(token: string, signature: string, url: string, params: Params): boolean {
  try {
    return validateRequest(token, signature, url, { ...params });
  } catch {
    return false;
  }
}

const bodyHash = (url: string): string | undefined => {
  const query = url.indexOf('?');
  return query === -1 ? undefined : (new URLSearchParams(url.slice(query + 1)).get('bodySHA256') ?? undefined);
};

function check(token: string, signature: string, url: string, body: Body): UnauthorizedReason | undefined {
  // 1. A form, or no body at all: the address and every parameter are signed.
  const overParams = body.kind !== 'other' && matches(token, signature, url, body.params);
  if (overParams) return undefined;
  // 2. Any body whose hash stands in the signed address: the address is signed, the hash vouches for the body.
  const hash = bodyHash(url);
  if (hash === undefined) return body.kind === 'other' ? 'unsigned-body' : 'wrong-signature';
  if (!matches(token, signature, url, {})) return 'wrong-signature';
  if (body.raw === undefined) return 'no-raw-body';
  // Over the bytes: the SDK's own check reads text, in which all broken UTF-8 looks the same.
  return createHash('sha256').update(body.raw).digest('hex') === hash ? undefined : 'wrong-body';
}

/**
 * Whether Twilio signed a request with one of the tokens. Everything that is in doubt is refused.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function verify(request: SignedRequest, tokens: readonly string[]): Verdict {
  const [likeliest = ''] = request.urls;
  const refuse = (refusal: UnauthorizedReason): Verdict => ({ valid: false, refusal, url: likeliest });
  if (tokens.length === 0) return refuse('no-token');
  if (request.signature === undefined || request.signature === '') return refuse('no-signature');
  if (request.urls.length === 0) return refuse('no-url');
  let refusal: UnauthorizedReason = 'wrong-signature';
  for (const url of request.urls) {
    for (const token of tokens) {
      const found = check(token, request.signature, url, request.body);
      if (found === undefined) return { valid: true, url };
      if (found !== 'wrong-signature') refusal = found;
    }
  }
  return refuse(refusal);
}
