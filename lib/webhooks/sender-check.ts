import { formParams } from '../events/form-params';
import { text } from '../events/params';
import type { Body } from './body';
import type { EndpointOptions, Incoming } from './endpoint-options';
import { eventParams, header, queryOf } from './event-params';
import { KnownParameters } from './known-parameters';
import { requestUrls, type AddressedRequest } from './request-urls';
import { verify, type UnauthorizedReason } from './signature';
import { socketUrls } from './sockets/socket-urls';
import { isSplicedIntoQuery, splicingProblem } from './splicing';
import { unauthorizedRequest, type UnauthorizedRequest } from './unauthorized';

/** The largest body, in bytes, that is checked against more than two URLs: this bounds what a forged request costs. */
const MAX_EXPLAINED_BYTES = 64 * 1024;

const NO_BODY: Body = { kind: 'form', params: {} };

const TWILIO_PARAMETERS = new KnownParameters();

/**
 * Whether a webhook comes from Twilio, for this account.
 * @returns why a request is unauthorized; `undefined` when it is authorized
 */
export function checkSender(
  { request, kind, body }: Incoming,
  options: EndpointOptions,
): UnauthorizedRequest | undefined {
  const unauthorized = (reason: UnauthorizedReason, url: string, signedUrl?: string) =>
    unauthorizedRequest(reason, url, Date.now(), signedUrl);
  const signed = {
    signature: header(request, 'x-twilio-signature'),
    body: request.method === 'GET' ? NO_BODY : body,
  };
  const isSmall = (body.raw?.length ?? 0) <= MAX_EXPLAINED_BYTES;
  const urls = isSmall ? urlsOf(request, options) : urlsOf(request, options).slice(0, 2);
  if (options.validateSignatures) {
    const verdict = verify({ ...signed, urls }, options.tokens);
    if (!verdict.valid) {
      // A wrong public URL is the most frequent cause. The request itself may show the right one.
      const seenUrls = options.publicUrl !== undefined && isSmall ? requestUrls(request) : [];
      const other =
        verdict.reason === 'wrong-signature' ? verify({ ...signed, urls: seenUrls }, options.tokens) : verdict;
      return unauthorized(verdict.reason, verdict.url, other.valid ? other.url : undefined);
    }
    const problem = problemOfSplicing({ request, kind, body }, options);
    if (problem !== undefined) return unauthorizedRequest('spliced', verdict.url, Date.now(), undefined, problem);
  }
  // Read only now: JSON is parsed when its parameters are read, and that is after the check of its hash.
  const params = eventParams(request.method, queryOf(request.url), body);
  const owner = text(params, 'AccountSid');
  const isOther = options.accountSid !== '' && owner !== undefined && owner !== options.accountSid;
  return isOther ? unauthorized('wrong-account', urls[0] ?? '') : undefined;
}

/**
 * Whether the upgrade to a WebSocket comes from Twilio. The account is known only from the socket's first message.
 * @returns why it is unauthorized; `undefined` when it is authorized
 */
export function checkUpgrade(request: AddressedRequest, options: EndpointOptions): UnauthorizedRequest | undefined {
  const { validateSignatures, tokens, publicUrl } = options;
  if (!validateSignatures) return undefined;
  const signature = header(request, 'x-twilio-signature');
  const check = (urls: readonly string[]) => verify({ signature, body: NO_BODY, urls: socketUrls(urls) }, tokens);
  const verdict = check(urlsOf(request, options));
  if (verdict.valid) return undefined;
  const { reason, url } = verdict;
  const other = reason === 'wrong-signature' && publicUrl !== undefined ? check(requestUrls(request)) : verdict;
  return unauthorizedRequest(reason, url, Date.now(), other.valid ? other.url : undefined);
}

/** Why a signed request may have been made from the parts of another one. */
function problemOfSplicing(
  { request, kind, body }: Pick<Incoming, 'request' | 'kind' | 'body'>,
  { knownParameters = TWILIO_PARAMETERS }: EndpointOptions,
): string | undefined {
  const query = queryOf(request.url);
  if (query !== '' && isSplicedIntoQuery(query)) return 'its query contains signed parameters of another request';
  // The hash of other bodies is signed, so nothing in them can be moved.
  if (request.method === 'POST' && body.kind === 'other') return undefined;
  const signed = request.method === 'GET' ? formParams(query) : body.params;
  const problem = splicingProblem(kind, signed, knownParameters, {
    isUrlComplete: query === '',
  });
  return problem === undefined ? undefined : `its parameters ${problem}`;
}

/**
 * The URLs that Twilio may have signed. A public URL may or may not include Node-RED's `httpNodeRoot`: the path is known below it
 * and with it.
 */
function urlsOf(request: AddressedRequest, { publicUrl }: EndpointOptions): string[] {
  if (publicUrl === undefined) return requestUrls(request);
  const { url = '/', originalUrl = url } = request;
  return [...new Set([url, originalUrl])].map((path) => `${publicUrl.base}${path}`);
}
