/** Files of this checkout, and the English strings in them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/paths';

/** A file, as text. @param file its path in the checkout */
export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** A file of strings. */
export const strings = (file: string): Record<string, unknown> => JSON.parse(read(file)) as Record<string, unknown>;

/** What has a key with dots, such as `common.error.required`. */
export function lookUp(value: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((found, part) => {
    return typeof found === 'object' && found !== null
      ? Object.entries(found).find(([name]) => name === part)?.[1]
      : undefined;
  }, value);
}
