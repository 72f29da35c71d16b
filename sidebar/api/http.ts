/** An error response of the server. The message is the server's sentence. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The header of the editor's login, if there is one. */
export function authorization(): Record<string, string> {
  const tokens = RED.settings.get?.('auth-tokens');
  const token: unknown =
    typeof tokens === 'object' && tokens !== null ? Reflect.get(tokens, 'access_token') : undefined;
  return typeof token === 'string' ? { Authorization: `Bearer ${token}` } : {};
}

/** The URL of an endpoint of an account, relative to the editor. */
export const accountUrl = (account: string, ...parts: (string | number)[]): string =>
  ['twilio/account', encodeURIComponent(account), ...parts.map((part) => encodeURIComponent(part))].join('/');

async function read<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body as T;
  const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined;
  throw new RequestError(response.status, typeof error === 'string' ? error : `HTTP ${String(response.status)}`);
}

/** @throws {RequestError} */
export async function get<T>(url: string): Promise<T> {
  return read<T>(await fetch(url, { headers: { Accept: 'application/json', ...authorization() }, cache: 'no-store' }));
}

/** @throws {RequestError} */
export async function post<T>(url: string, body: unknown = {}): Promise<T> {
  const headers = { 'Content-Type': 'application/json', ...authorization() };
  return read<T>(await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** The sentence of an error. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
