/** The choices of a menu: how they are saved, read and checked. For the runtime and for the form. */

/** A choice as it is saved. */
export interface SavedChoice {
  /** Keys, separated by spaces or commas, such as `1` or `10, 0`. */
  keys?: unknown;
  /** Words and phrases, separated by commas, such as `sales, buy something`. */
  words?: unknown;
  label?: unknown;
}

/** A choice to compare with. */
export interface Choice {
  keys: readonly string[];
  words: readonly string[];
  /** The label, or the first word, or the first keys. */
  label: string;
}

/** Why choices cannot be used, and the text that it is about. */
export type ChoicesProblem =
  | { problem: 'list' | 'none' }
  | { problem: 'empty'; text: string }
  | { problem: 'key' | 'twice'; text: string };

/** A number of a list, or a text. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const parts = (value: unknown, separator: RegExp): string[] =>
  (Array.isArray(value) ? value.map(textOf) : textOf(value).split(separator))
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Reads one choice. */
export function readChoice(saved: SavedChoice): Choice {
  const keys = parts(saved.keys, /[\s,;]+/);
  const words = parts(saved.words, /[,;\n]+/);
  return { keys, words, label: textOf(saved.label).trim() || (words[0] ?? keys[0] ?? '') };
}

/** Reads the choices of a node. A value that is not a list has none. */
export const readChoices = (saved: unknown): Choice[] =>
  Array.isArray(saved)
    ? saved.map((choice: unknown) => readChoice(typeof choice === 'object' && choice !== null ? choice : {}))
    : [];

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a text, without case and punctuation. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/['’]/g, '');
  return [...segmenter.segment(plain)].filter(({ isWordLike }) => isWordLike === true).map(({ segment }) => segment);
}

/** Finds what is wrong with the choices of a node. */
export function choicesProblem(saved: unknown): ChoicesProblem | undefined {
  if (!Array.isArray(saved)) return { problem: 'list' };
  const choices = readChoices(saved);
  if (choices.length === 0) return { problem: 'none' };
  const seen = new Set<string>();
  for (const [index, { keys, words }] of choices.entries()) {
    const spoken = words.filter((word) => wordsOf(word).length > 0);
    if (keys.length === 0 && spoken.length === 0) return { problem: 'empty', text: String(index + 1) };
    const wrong = keys.find((key) => !/^[0-9*#]+$/.test(key));
    if (wrong !== undefined) return { problem: 'key', text: wrong };
    const entries = [
      ...keys.map((key) => ({ text: key, id: `key ${key}` })),
      ...spoken.map((word) => ({ text: word, id: `word ${wordsOf(word).join(' ')}` })),
    ];
    for (const { text, id } of entries) {
      if (seen.has(id)) return { problem: 'twice', text };
      seen.add(id);
    }
  }
  return undefined;
}
