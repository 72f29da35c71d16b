/**
 * Whether a text is an absolute URL, or a relative one for `base`. Use it instead of `URL.canParse`. In Node.js 20, `canParse`
 * returns false for URLs with letters such as "ü" as soon as V8 has optimized the calling function.
 */
export function isUrl(text: string, base?: string): boolean {
  try {
    new URL(text, base);
    return true;
  } catch {
    return false;
  }
}
