import type { CallerInput } from '../../lib/calls/gather-verb';
import { NO_KEY } from '../../lib/calls/gather-verb';
import { wordsOf, type Choice } from './choices';

/** The attributes of `<Gather>` that follow from the choices. https://www.twilio.com/docs/voice/twiml/gather#attributes */
export interface ChoiceAttributes {
  input: string;
  numDigits?: number;
  finishOnKey?: string;
  speechTimeout?: string;
}

/**
 * Lets Twilio wait for as many keys as the longest choice has. A shorter one, such as 1 beside 10, is complete after the
 * timeout or after the finish key: # or *, whichever no choice has. When all have the same number of keys, no finish key is
 * needed.
 */
export function attributesOf(choices: readonly Choice[]): ChoiceAttributes {
  const keys = choices.flatMap((choice) => choice.keys);
  const hasWords = choices.some(({ words }) => words.length > 0);
  const input = [...(keys.length > 0 ? ['dtmf'] : []), ...(hasWords ? ['speech'] : [])].join(' ');
  // Not together with a speechModel, which a menu does not set. https://www.twilio.com/docs/api/errors/13335
  const speech = hasWords ? { speechTimeout: 'auto' } : {};
  if (keys.length === 0) return { input, ...speech };
  const lengths = keys.map((key) => key.length);
  const numDigits = Math.max(...lengths);
  const isUniform = lengths.every((length) => length === numDigits);
  const finishOnKey = isUniform ? undefined : ['#', '*'].find((key) => !keys.some((text) => text.includes(key)));
  return { input, numDigits, finishOnKey: finishOnKey ?? NO_KEY, ...speech };
}

/** The words of all choices, for the speech recognition. */
export const hintsFrom = (choices: readonly Choice[]): string => choices.flatMap(({ words }) => words).join(', ');

const isInside = (phrase: readonly string[], text: readonly string[]): boolean =>
  text.some((_word, start) => phrase.every((word, index) => text[start + index] === word));

/**
 * The choice that the caller has made: by exactly its keys, or by whole words. A phrase wins over a shorter one that it
 * contains, such as "sales support" over "sales". Words of two choices choose neither.
 * @returns its index; -1 for none
 */
export function chosen(choices: readonly Choice[], { twilio: { digits, speech } }: CallerInput): number {
  if (digits !== undefined) return choices.findIndex(({ keys }) => keys.includes(digits));
  const said = wordsOf(speech ?? '');
  const spoken = choices.flatMap(({ words }, index) =>
    words
      .map((word) => ({ index, phrase: wordsOf(word) }))
      .filter(({ phrase }) => phrase.length > 0 && isInside(phrase, said)),
  );
  const longest = spoken.filter(
    ({ phrase }) => !spoken.some((other) => other.phrase.length > phrase.length && isInside(phrase, other.phrase)),
  );
  const found = new Set(longest.map(({ index }) => index));
  const [first = -1] = found;
  return found.size === 1 ? first : -1;
}
