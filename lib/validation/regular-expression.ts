/** Unicode's general categories, such as `L` and `Lu`. */
const CATEGORY = 'C[cfos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?';

/** What an engine that needs no backtracking cannot match, or reads in another way than JavaScript. */
const UNSUPPORTED: readonly { pattern: RegExp; says: string }[] = [
  { pattern: /^\\(?:[1-9]|k(?:<|$))/, says: 'backreferences are' },
  { pattern: new RegExp(`^\\\\[pP](?!\\{(?:${CATEGORY})\\}|[CLMNPSZ])`), says: 'this property is' },
  { pattern: /^\\0\d/, says: 'octal escapes are' },
  { pattern: /^\\c(?![A-Za-z])/, says: 'this control character is' },
  { pattern: /^\\(?![dDwWsSbBnrtfv0xucpP])[A-Za-z_]/, says: 'this escape is' },
];

/** The same, in a class such as `[a-z]`, and outside it. */
const UNSUPPORTED_IN_CLASS: typeof UNSUPPORTED = [
  { pattern: /^\[[:.=]/, says: 'a class in a class is' },
  { pattern: /^\\[bB]/, says: 'this escape in a class is' },
  ...UNSUPPORTED,
];
const UNSUPPORTED_OUTSIDE: typeof UNSUPPORTED = [
  { pattern: /^\(\?<?[=!]/, says: 'lookahead and lookbehind are' },
  { pattern: /^\[\^?\]/, says: 'an empty class is' },
  ...UNSUPPORTED,
];

/** The most repetitions that the engine accepts. */
const MAX_REPEAT = 1000;

const unsupported = (says: string, piece: string): SyntaxError =>
  new SyntaxError(`Invalid regular expression: ${says} not supported: ${piece}`);

/** The piece at the start of the text: an escape, a group's start, a repetition or a character. */
const PIECE = /^(?:\\(?:u\{[0-9a-f]+\}|[pP]\{[^}]*\}|k<[^>]*>|.)|\(\?(?:<[=!]|<[^>]*>|[^)])|\{\d+,?\d*\}|.)/isu;

/** @throws {SyntaxError} for something that only a backtracking engine supports */
function checkSupport(source: string): void {
  let inClass = false;
  for (let rest = source; rest !== '';) {
    const piece = PIECE.exec(rest)?.[0] ?? rest.charAt(0);
    const found = (inClass ? UNSUPPORTED_IN_CLASS : UNSUPPORTED_OUTSIDE).find(({ pattern }) => pattern.test(rest));
    if (found !== undefined) throw unsupported(found.says, piece);
    const counts = inClass || !/^\{\d/.test(piece) ? [] : (piece.match(/\d+/g) ?? []);
    if (counts.some((count) => Number(count) > MAX_REPEAT)) {
      throw unsupported(`more than ${MAX_REPEAT} repetitions are`, piece);
    }
    if (piece === '[') inClass = true;
    else if (piece === ']') inClass = false;
    rest = rest.slice(piece.length);
  }
}

/**
 * Checks a regular expression that ignores case: JavaScript's syntax, without what needs backtracking. The texts that
 * it is compared with come from outside, so the time must be proportional to the length of a text.
 * @throws {SyntaxError} when it is not valid, or not supported
 */
export function checkRegularExpression(source: string): void {
  try {
    new RegExp(source, 'iu');
  } catch {
    // Without the Unicode flag an expression can escape more characters, such as `\-`.
    new RegExp(source, 'i');
  }
  checkSupport(source);
}
