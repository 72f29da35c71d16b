/**
 * Translates the sentences of errors. They are in English where they are made, so that code and tests can be read.
 * `locales/<language>/errors.json` has them with their translations, and with `__1__`, `__2__` … for the values in them.
 */

/** Sentences in English, and in another language. */
export type SentenceTable = Readonly<Record<string, string>>;

interface Pattern {
  /** The words of the English sentence: before, between and after its values. */
  words: readonly string[];
  translation: string;
  /** How many characters the words have. */
  length: number;
}

const PLACEHOLDER = /__\d__/g;

/** A sentence with fewer characters of its own around its values is not recognized. */
const MIN_LENGTH = 6;

/** How deep sentences may be nested: a value in a sentence can be a sentence with values of its own. */
const MAX_DEPTH = 3;

function patternsOf(table: SentenceTable): Pattern[] {
  return Object.entries(table)
    .map(([english, translation]) => {
      const words = english.split(PLACEHOLDER);
      return { words, translation, length: words.join('').trim().length };
    })
    .filter(({ words, length }) => words.length > 1 && length >= MIN_LENGTH)
    .sort((a, b) => b.length - a.length);
}

/**
 * The values in a sentence; `undefined` when it is another sentence. The words are searched from left to right, which takes
 * time in proportion to the length of the sentence.
 */
function valuesIn(sentence: string, words: readonly string[]): string[] | undefined {
  const [first = '', ...others] = words;
  const last = others.pop() ?? '';
  if (!sentence.startsWith(first) || !sentence.endsWith(last)) return undefined;
  const end = sentence.length - last.length;
  const values: string[] = [];
  let at = first.length;
  for (const word of others) {
    const found = sentence.indexOf(word, at);
    if (found < 0) return undefined;
    values.push(sentence.slice(at, found));
    at = found + word.length;
  }
  return at > end ? undefined : [...values, sentence.slice(at, end)];
}

/**
 * Makes a function that translates a sentence with its values. A sentence that is not in the table is returned as it is. The
 * values are kept, or are translated when they are in the table too.
 */
export function translatorOf(table: SentenceTable): (sentence: string) => string {
  const patterns = patternsOf(table);
  const translate = (sentence: string, depth: number): string => {
    const known = Object.hasOwn(table, sentence) ? table[sentence] : undefined;
    if (known !== undefined) return known;
    if (depth >= MAX_DEPTH) return sentence;
    for (const { words, translation } of patterns) {
      const values = valuesIn(sentence, words);
      if (values === undefined) continue;
      return translation.replace(PLACEHOLDER, (placeholder) => {
        const value = values[Number(placeholder[2]) - 1];
        return value === undefined ? placeholder : translate(value, depth + 1);
      });
    }
    return sentence;
  };
  return (sentence) => translate(sentence, 0);
}
