import { isObject } from '../../validation/objects';

/** What the assistant said without a break. */
export interface Utterance {
  text: string;
  /** Whether more of it follows. */
  isOpen: boolean;
  /** Whether the node said it and not the flow, such as while the flow was thinking. It is not in the history. */
  isAside: boolean;
}

/** The utterances as one text. */
export const textOf = (said: readonly Utterance[]): string => said.map(({ text }) => text).join(' ');

/** Reads utterances from the store. Anything else is ignored. Nothing is open any more. */
export const readUtterances = (saved: readonly unknown[]): Utterance[] =>
  saved.flatMap((utterance): Utterance[] => {
    const [text, isAside] = Array.isArray(utterance) ? (utterance as unknown[]) : [];
    return typeof text === 'string' && !isObject(isAside) ? [{ text, isOpen: false, isAside: isAside === true }] : [];
  });

/** Where the utterances start in the joined text. */
export function startsOf(said: readonly Utterance[]): number[] {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of said) {
    starts.push(length);
    length += text.length + 1;
  }
  return starts;
}

/** Keeps what ends before an index of the joined text. */
export function cutAt(said: readonly Utterance[], starts: readonly number[], end: number): Utterance[] {
  return said.flatMap((utterance, index) => {
    const text = utterance.text.slice(0, Math.max(0, end - (starts[index] ?? 0)));
    return text === '' ? [] : [{ ...utterance, text }];
  });
}

/** What was heard is not what was sent: it counts instead of the last utterance. Nothing was heard of it when it is empty. */
export function replaceLast(said: readonly Utterance[], heard: string): Utterance[] {
  const earlier = said.slice(0, -1);
  const last = said.at(-1);
  return last === undefined || heard.trim() === '' ? earlier : [...earlier, { ...last, text: heard.trim() }];
}
