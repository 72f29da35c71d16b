import type { EventOf, Kind } from '../../lib/events/kinds';
import type { EndpointOptions } from '../../lib/webhooks/endpoint';
import type { Subscription } from '../../lib/webhooks/subscribers';
import { form, sign, type Fields } from './sign';
import type { Answer, Outgoing, TestHttp } from './http';

export const ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`;
export const TOKEN = 'a-token-that-only-twilio-and-we-know';
export const PUBLIC_BASE = 'https://flows.example.com/in';

/** An account's way in at `/twilio`, reached from outside at {@link PUBLIC_BASE}. */
export function endpointOptions(changes: Partial<EndpointOptions> = {}): EndpointOptions {
  return {
    path: '/twilio',
    accountSid: ACCOUNT_SID,
    tokens: [TOKEN],
    publicUrl: { base: PUBLIC_BASE },
    validateSignatures: true,
    ...changes,
  };
}

/** The SID of the n-th message. */
export const messageSid = (n: number): string => `SM${n.toString(16).padStart(32, '0')}`;

/** The fields of an incoming text. */
export function messageFields(changes: Record<string, string> = {}): Fields {
  return Object.entries({
    MessageSid: messageSid(1),
    AccountSid: ACCOUNT_SID,
    From: '+14155550111',
    To: '+14155550100',
    Body: 'Hello',
    NumMedia: '0',
    NumSegments: '1',
    ...changes,
  });
}

/** How a request differs from the one that Twilio would send. */
export interface Deviation extends Omit<Outgoing, 'body'> {
  token?: string;
  /** The address that is signed. */
  url?: string;
  /** The body that is sent, instead of the fields that were signed. */
  body?: string | Buffer;
}

/** A request as Twilio sends it: a signed form. */
export function signedForm(fields: Fields, deviation: Deviation = {}): Outgoing {
  const { token = TOKEN, path = '/twilio/message', url = `${PUBLIC_BASE}${path}`, body, headers } = deviation;
  return {
    method: 'POST',
    path,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
      'X-Twilio-Signature': sign(token, url, fields),
      ...headers,
    },
    body: body ?? form(fields),
  };
}

/** Posts a signed form. */
export function post(server: TestHttp, fields: Fields, deviation: Deviation = {}): Promise<Answer> {
  return server.send(signedForm(fields, deviation));
}

/** A subscription that keeps all that it hears. */
export interface Listener<K extends Kind> extends Subscription<K> {
  accepted: EventOf[K][];
  rejected: EventOf[K][];
  failures: unknown[];
  reasons: string[];
}

/** A subscriber that takes every event and answers nothing, unless it is told otherwise. */
export function listener<K extends Kind>(kind: K, changes: Partial<Subscription<K>> = {}): Listener<K> {
  const heard: Pick<Listener<K>, 'accepted' | 'rejected' | 'failures' | 'reasons'> = {
    accepted: [],
    rejected: [],
    failures: [],
    reasons: [],
  };
  return {
    kind,
    filter: { accepts: () => true },
    wantsFilteredOut: false,
    answer: () => ({ by: 'empty' }),
    receive(event, accepted) {
      (accepted ? heard.accepted : heard.rejected).push(event);
    },
    failed: (error) => heard.failures.push(error),
    unauthorized: (reason) => heard.reasons.push(reason),
    ...changes,
    ...heard,
  };
}
