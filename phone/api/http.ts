import { readStorage } from './local-storage';
import { loginStorageKey, parseAccessToken } from './page-url';

/** The URL of a simulator endpoint of this account. */
export function endpointUrl(endpoint: string): URL {
  return new URL(endpoint, location.href);
}

/** Adds the editor's access token, if the user is logged in. */
export function withAuthorization(headers: Record<string, string>): Record<string, string> {
  const token = parseAccessToken(readStorage(loginStorageKey(location.pathname)));
  return token === undefined ? headers : { ...headers, Authorization: `Bearer ${token}` };
}

/** Sends JSON. Rejects when there is no response. */
export function postJson(endpoint: string, body: unknown): Promise<Response> {
  return fetch(endpointUrl(endpoint), {
    method: 'POST',
    headers: withAuthorization({ 'Content-Type': 'application/json' }),
    body: JSON.stringify(body),
  });
}
