interface Word {
  text: string;
  start: number;
  end: number;
}

/** The words of a text, without the case and the punctuation that a speech synthesis can change. */
const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));

/** Whether the words of `heard` are in `said` from a position on. The last word may be cut off. */
function matchesAt(said: readonly Word[], heard: readonly Word[], at: number): boolean {
  return heard.every(({ text }, index) => {
    const word = said[at + index]?.text;
    return index === heard.length - 1 ? word?.startsWith(text) === true : word === text;
  });
}

/**
 * Where the caller stopped hearing a text.
 *
 * Twilio's page does not say whether `utteranceUntilInterrupt` starts with the current sentence or with the whole answer, nor
 * whether the text was changed for the speech synthesis. So words are compared, and all of these places are tried.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#interrupt-message
 * @param said everything that was sent
 * @param heard as Twilio reports it
 * @param starts where the utterances start in `said`, in ascending order
 * @returns the index after the last character that was heard; `undefined` when `heard` is not in `said`
 */
export function endOfHeard(said: string, heard: string, starts: readonly number[]): number | undefined {
  const saidWords = wordsOf(said);
  const heardWords = wordsOf(heard);
  const [last] = heardWords.slice(-1);
  if (last === undefined) return undefined;
  const places = saidWords.map((_, index) => index).reverse();
  const isFirst = (at: number): boolean => {
    const before = saidWords[at - 1]?.end ?? 0;
    return starts.some((start) => start >= before && start <= (saidWords[at]?.start ?? 0));
  };
  const found =
    places.filter(isFirst).find((at) => matchesAt(saidWords, heardWords, at)) ??
    places.find((at) => matchesAt(saidWords, heardWords, at));
  const word = found === undefined ? undefined : saidWords[found + heardWords.length - 1];
  if (word === undefined) return undefined;
  if (word.text.length > last.text.length) return Math.min(word.start + last.text.length, word.end);
  // The punctuation after the last word, when it was heard too.
  const [after = ''] = /^[^\p{L}\p{M}\p{N}\s]*/u.exec(said.slice(word.end)) ?? [];
  return /[^\p{L}\p{M}\p{N}\s]\s*$/u.test(heard) ? word.end + after.length : word.end;
}
