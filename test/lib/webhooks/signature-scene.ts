/** The request of Twilio's documentation, and requests that differ from it. https://www.twilio.com/docs/usage/security */
import type { Params } from '../../../lib/events/params';
import { interpret, type Body } from '../../../lib/webhooks/body';
import { verify, type UnauthorizedReason } from '../../../lib/webhooks/signature';
import { FORM, fakeRequest, JSON_TYPE } from '../../support/request';
import { form, type Fields } from '../../support/sign';

export const token = '12345';
export const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
export const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
export const params: Params = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
export const asForm = (fields: Params): Body => ({ kind: 'form', params: fields });
export const sentForm = (fields: Fields): Body => interpret(fakeRequest(FORM), Buffer.from(form(fields)));
export const sentJson = (text: string | Buffer): Body => interpret(fakeRequest(JSON_TYPE), Buffer.from(text));

export interface Asked {
  urls?: readonly string[];
  signature?: string | undefined;
  body?: Body;
  tokens?: readonly string[];
}

/** The verdict on the documented request, or on one that differs from it. */
export function verdict(asked: Asked = {}): UnauthorizedReason | 'valid' {
  const request = { urls: [url], signature, body: asForm(params), ...asked };
  const found = verify(request, asked.tokens ?? [token]);
  return found.valid ? 'valid' : found.reason;
}
