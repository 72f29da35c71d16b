import { stored } from './local-storage';
import { bearer, tokenKey } from './page-url';

export function address(endpoint: string): URL {
  return new URL(endpoint, location.href);
}

export function headers(more: Record<string, string>): Record<string, string> {
  const token = bearer(stored(tokenKey(location.pathname)));
  return token === undefined ? more : { ...more, Authorization: `Bearer ${token}` };
}
