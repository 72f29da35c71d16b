import type { IncomingMessage } from 'node:http';
import { formParams } from '../events/form-params';
import { kinds, type EventOf, type Kind } from '../events/kinds';
import type { Params } from '../events/params';
import type { Body } from './body';
import { isKnownParameter } from './known-parameters';

/** A header's text; `undefined` when it is absent or empty. */
export const header = (request: Pick<IncomingMessage, 'headers'>, name: string): string | undefined => {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
};

/** The query of a URL, after the question mark. */
export function queryOf(url = ''): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

/**
 * The parameters of an event: those of the body, or of the query of a GET. The query of a POST adds only names that
 * Twilio does not use, because everything that Twilio sends is in the body.
 */
export function eventParams(method: string | undefined, query: string, body: Body): Params {
  if (method === 'GET') return formParams(query);
  if (query === '') return body.params;
  const own = Object.entries(formParams(query)).filter(([name]) => !isKnownParameter(name));
  return { ...Object.fromEntries(own), ...body.params };
}

/**
 * The event of a webhook.
 * @param options.accountSid its account when it does not have an `AccountSid`: the signature shows that it is this one
 */
export function eventOf<K extends Kind>(kind: K, params: Params, { accountSid }: { accountSid: string }): EventOf[K] {
  const event: EventOf[K] = kinds[kind].parse(params);
  if (event.accountSid === '') event.accountSid = accountSid;
  return event;
}
