/**
 * A regular expression that ignores case.
 * @throws {SyntaxError} when it is not valid
 */
export function parseRegularExpression(source: string): RegExp {
  try {
    return new RegExp(source, 'iu');
  } catch {
    // Without the Unicode flag an expression can escape more characters, such as `\-`.
    return new RegExp(source, 'i');
  }
}
