/* `re2js` is a development dependency: `scripts/build-package.ts` bundles it into this file. Nothing else may import it. */
import { RE2JS } from 're2js';

/**
 * Compiles a regular expression of JavaScript that ignores case. It is matched in time proportional to the text's length.
 * @throws {Error} when the engine does not support it
 */
export function compileLinear(source: string): (text: string) => boolean {
  const expression = RE2JS.compile(RE2JS.translateRegExp(source), RE2JS.CASE_INSENSITIVE);
  return (text) => expression.matcher(text).find();
}
