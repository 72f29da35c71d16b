import { isObject } from '../validation/objects';

/**
 * The value of an HTTP header; `undefined` when there is none.
 * @param name in lower case
 */
export function headerOf(headers: unknown, name: string): string | undefined {
  if (!isObject(headers)) return undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : undefined;
}
