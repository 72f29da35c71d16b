import type { UnauthorizedReason } from './signature';

/** A request that was answered with 403. */
export interface UnauthorizedRequest {
  /** When, in ISO 8601. */
  at: string;
  /** The URL that was checked, without `user:pass@`. */
  url: string;
  reason: string;
  /** One sentence that says what to do if Twilio did send the request. */
  hint: string;
}

const WORDS: Readonly<Record<UnauthorizedReason, { reason: string; hint: string }>> = {
  'no-token': {
    reason: 'this account has no auth token to check signatures with',
    hint: 'Enter the auth token in the account node: an API key or an OAuth client cannot check signatures.',
  },
  'no-signature': {
    reason: 'it has no X-Twilio-Signature header',
    hint: 'It was not sent by Twilio, or a proxy removed the header.',
  },
  'no-url': {
    reason: 'it has no Host header, so the URL that Twilio called is not known',
    hint: 'Set the Public URL of the account node.',
  },
  'wrong-signature': {
    reason: 'the signature does not match',
    hint: 'If Twilio sent it, compare this URL, letter by letter, with the one in the Twilio Console. Correct the Public URL of the account node, and check its auth token.',
  },
  'wrong-body': {
    reason: 'the body is not the one that was signed',
    hint: 'Something between Twilio and Node-RED changed the body.',
  },
  'no-raw-body': {
    reason: 'other middleware read the body first, so its signed hash cannot be checked',
    hint: 'Let Node-RED parse the body of these paths, or keep its bytes in req.rawBody.',
  },
  'unsigned-body': {
    reason: 'the body is not a form, and the URL has no signed hash of it',
    hint: 'Twilio sends forms: choose HTTP POST for this webhook in the Twilio Console.',
  },
  'wrong-type': {
    reason: 'its Content-Type is not the one that was signed',
    hint: 'Something between Twilio and Node-RED changed the Content-Type, or the request is forged.',
  },
  spliced: {
    reason: 'its parameters may be those of another request',
    hint: 'If Twilio sent it, add the name of a new parameter to twilioWebhooks.parameters in settings.js.',
  },
  'wrong-account': {
    reason: 'it belongs to another Twilio account',
    hint: 'Every account and subaccount needs its own account node with its own path.',
  },
};

/**
 * Describes an unauthorized request.
 * @param url the URL that was checked
 * @param now in milliseconds since 1970
 * @param signedUrl the URL whose signature would have been valid, when there is one
 * @param detail the reason, in more detail than usual
 */
export function unauthorizedRequest(
  reason: UnauthorizedReason,
  url: string,
  now: number,
  signedUrl?: string,
  detail?: string,
): UnauthorizedRequest {
  const words = WORDS[reason];
  return {
    at: new Date(now).toISOString(),
    url,
    reason: detail ?? words.reason,
    hint:
      signedUrl === undefined
        ? words.hint
        : `Twilio called ${signedUrl}: set the Public URL of the account node to match it.`,
  };
}

/** An unauthorized request as text for the log. */
export function describeUnauthorized({ url, reason, hint }: UnauthorizedRequest): string {
  return `Unauthorized request to ${url === '' ? 'an unknown URL' : url}: ${reason}. ${hint}`;
}
