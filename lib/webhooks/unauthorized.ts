import type { UnauthorizedReason } from './signature';

/** A request that was turned away. */
export interface UnauthorizedRequest {
  /** When, as an ISO 8601 time. */
  at: string;
  /** The address that was checked, without `user:pass@`. */
  url: string;
  reason: string;
  /** One sentence that says what to do when the request was meant to get in. */
  hint: string;
}

const WORDS: Readonly<Record<UnauthorizedReason, { reason: string; hint: string }>> = {
  'no-token': {
    reason: 'this account has no auth token to check signatures with',
    hint: 'Enter the auth token in the account node: an API key or an OAuth client cannot check signatures.',
  },
  'no-signature': {
    reason: 'it has no X-Twilio-Signature header',
    hint: 'It did not come from Twilio, or a proxy took the header away.',
  },
  'no-url': {
    reason: 'it names no host, so the address that Twilio called is not known',
    hint: 'Set the Public URL of the account node.',
  },
  'wrong-signature': {
    reason: 'the signature does not match',
    hint: 'If Twilio sent it, compare this address, letter by letter, with the one in the Twilio Console; set the Public URL of the account node to it, and check the auth token.',
  },
  'wrong-body': {
    reason: 'the body is not the one that was signed',
    hint: 'Something between Twilio and Node-RED changed the body.',
  },
  'no-raw-body': {
    reason: 'another program on this server read the body first, so its signed hash cannot be checked',
    hint: 'Leave the body of these paths to Node-RED, or keep its bytes in req.rawBody.',
  },
  'unsigned-body': {
    reason: 'the body is no form, and no hash of it is signed',
    hint: 'Twilio sends forms; choose HTTP POST with form data for this webhook.',
  },
  'wrong-account': {
    reason: 'it belongs to another Twilio account',
    hint: 'Use an account node of its own, with its own path, for every account and subaccount.',
  },
};

/** A refusal in words. `elsewhere` is the address for which the signature would have been right, when there is one. */
export function unauthorizedRequest(
  refusal: UnauthorizedReason,
  url: string,
  now: number,
  elsewhere?: string,
): UnauthorizedRequest {
  const words = WORDS[refusal];
  return {
    at: new Date(now).toISOString(),
    url,
    reason: words.reason,
    hint:
      elsewhere === undefined
        ? words.hint
        : `Twilio called ${elsewhere}: set the Public URL of the account node so that its address is the same.`,
  };
}

/** A rejection as one sentence for the log. */
export function describe({ url, reason, hint }: UnauthorizedRequest): string {
  return `Turned away a request to ${url === '' ? 'an unknown address' : url}: ${reason}. ${hint}`;
}
