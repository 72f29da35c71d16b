import type { Account } from '../account/account';
import type { ReadyRequest } from './request';
import { errorOf, parseBody, withoutSecrets } from './response';

/** A form body. The SDK sets this content type only for POST and PUT, and sends no body without one. */
export const formOf = (data: Record<string, string>) => ({
  data,
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
});

/**
 * Sends one request.
 * @param json the body as JSON, in place of the form
 * @returns the body of the response, without secrets
 * @throws {TwilioError} `REQUEST_FAILED`, or a more precise code, for an error that Twilio returns
 */
export async function sendRequest(
  account: Account,
  { method, url, parameters }: ReadyRequest,
  json?: object,
): Promise<unknown> {
  return account.request('REQUEST_FAILED', async (client) => {
    const hasBody = method !== 'get' && method !== 'delete';
    const response = await client.request({
      method,
      uri: url,
      ...(hasBody ? {} : { params: parameters }),
      ...(hasBody && json === undefined ? formOf(parameters) : {}),
      ...(json === undefined ? {} : { data: json, headers: { 'Content-Type': 'application/json' } }),
    });
    const body = withoutSecrets(parseBody(response.body), (text) => account.withoutOwnSecrets(text));
    if (response.statusCode >= 300) throw errorOf(response.statusCode, body);
    return body;
  });
}
