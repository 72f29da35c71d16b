/** What the tests of the checks of fields say about a check. */
import assert from 'node:assert/strict';
import type { Check } from '../../editor/validators/check';

/** What follows the prefix of a SID. */
export const HEX = '0123456789abcdef0123456789abcdef';

/** Fails if a check finds a problem in one of the texts. */
export function accepts(check: Check, ...texts: string[]): void {
  for (const text of texts) assert.equal(check(text), undefined, `accepts ${JSON.stringify(text)}`);
}

/** Fails if a check does not find this problem in each of the texts. @param key of its sentence */
export function marks(check: Check, key: string, ...texts: string[]): void {
  for (const text of texts) assert.equal(check(text)?.key, key, `marks ${JSON.stringify(text)}`);
}
