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

/** The index after the words that match at a place, with the punctuation after them when it was heard too. */
function endAt(
  said: string,
  saidWords: readonly Word[],
  heard: string,
  heardWords: readonly Word[],
  at: number,
): number {
  const word = saidWords[at + heardWords.length - 1];
  const last = heardWords.at(-1);
  if (word === undefined || last === undefined) return 0;
  if (word.text.length > last.text.length) return Math.min(word.start + last.text.length, word.end);
  const [after = ''] = /^[^\p{L}\p{M}\p{N}\s]*/u.exec(said.slice(word.end)) ?? [];
  return /[^\p{L}\p{M}\p{N}\s]\s*$/u.test(heard) ? word.end + after.length : word.end;
}

/**
 * Where the piece that Twilio has played ends in a text. Words are compared, because the text may be changed for the
 * speech.
 * @param from the piece starts here or later. The first place counts, because pieces are played in order.
 * @returns the index after its last character; `undefined` when it is not in `said`
 */
export function endOfPlayed(said: string, piece: string, from: number): number | undefined {
  const saidWords = wordsOf(said);
  const pieceWords = wordsOf(piece);
  if (pieceWords.length === 0) return undefined;
  const at = saidWords.findIndex(({ start }, index) => start >= from && matchesAt(saidWords, pieceWords, index));
  return at === -1 ? undefined : endAt(said, saidWords, piece, pieceWords, at);
}

/**
 * Where the caller stopped hearing a text, when Twilio has not reported what was played before.
 *
 * `utteranceUntilInterrupt` is the part of the current sentence or clause that the caller heard. Older reports have the
 * whole answer. So it is looked for at the start of each utterance first, then anywhere. The last match counts.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#interrupt-message
 * @param said everything that was sent
 * @param heard as Twilio reports it
 * @param starts where the utterances start in `said`, in ascending order
 * @returns the index after the last character that was heard; `undefined` when `heard` is not in `said`
 */
export function endOfHeard(said: string, heard: string, starts: readonly number[]): number | undefined {
  const saidWords = wordsOf(said);
  const heardWords = wordsOf(heard);
  if (heardWords.length === 0) return undefined;
  const places = saidWords.map((_, index) => index).reverse();
  const isFirst = (at: number): boolean => {
    const before = saidWords[at - 1]?.end ?? 0;
    return starts.some((start) => start >= before && start <= (saidWords[at]?.start ?? 0));
  };
  const matches = (at: number): boolean => matchesAt(saidWords, heardWords, at);
  const found = places.filter(isFirst).find(matches) ?? places.find(matches);
  return found === undefined ? undefined : endAt(said, saidWords, heard, heardWords, found);
}
