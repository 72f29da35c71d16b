import type { SimulatorContext } from '../model/context';
import type { CallRecord } from '../model/call-records';

const base64Url = (text: string): string => Buffer.from(text).toString('base64url');

/**
 * The `CallToken` of an incoming call. With it, a call can be forwarded with the caller's own number as `From`:
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 *
 * It has the form of captured tokens: URL-encoded JSON with a JSON Web Token. The signature is made up.
 */
export function callToken({ ids }: Pick<SimulatorContext, 'ids'>, { sid, createdAt, view }: CallRecord): string {
  const issuedAt = String(Math.floor(createdAt / 1000));
  const header = base64Url(JSON.stringify({ alg: 'ES256' }));
  const payload = base64Url(JSON.stringify({ callSid: sid, from: view.from, to: view.to, iat: issuedAt }));
  const signature = [1, 2, 3, 4].map((part) => ids.hex(`call token ${sid} ${String(part)}`)).join('');
  const parentCallInfoToken = `${header}.${payload}.${Buffer.from(signature, 'hex').toString('base64url')}`;
  return encodeURIComponent(JSON.stringify({ parentCallInfoToken, identityHeaderTokens: [] }));
}

/** Whether a token is the one of a call from this number to an own number. */
export function isTokenOfCaller(context: SimulatorContext, token: string, from: string): boolean {
  return context.calls
    .all()
    .some((call) => call.view.direction === 'inbound' && call.view.from === from && callToken(context, call) === token);
}
