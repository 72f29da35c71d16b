import { parse } from 'node:querystring';
import type { Params } from './params';

/** The most parameters that a form may hold. Twilio sends fewer than a hundred. */
const MAX_PARAMETERS = 1000;

/** The parameters of a query or a form. Invalid percent-encoding stays as it is; a repeated name becomes a list. */
export function formParams(encoded: string): Params {
  const parsed = parse(encoded, '&', '=', { maxKeys: MAX_PARAMETERS });
  if (Object.hasOwn(parsed, '__proto__')) return { ...parsed };
  // Copied one by one: spreading an object without a prototype takes as long as parsing it.
  const params: Record<string, string | string[] | undefined> = {};
  for (const name in parsed) params[name] = parsed[name];
  return params;
}
