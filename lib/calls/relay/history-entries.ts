import { isObject } from '../../validation/objects';
import type { Json } from '../../store/store';

/** What the assistant said without a break. */
export interface Utterance {
  text: string;
  /** Whether more of it follows. */
  isOpen: boolean;
  /** Whether the node said it and not the flow, such as while the flow was thinking. It is not in the history. */
  isAside: boolean;
}

/** What the assistant said between two texts of the caller. */
export interface Answer {
  role: 'assistant';
  said: Utterance[];
  /** How many characters of all utterances together were played. */
  playedLength: number;
}

/** What the caller said, or what the assistant answered. */
export type Entry = { role: 'user'; text: string } | Answer;

/** The utterances of an answer as one text. */
export const textOf = (said: readonly Utterance[]): string => said.map(({ text }) => text).join(' ');

/** The length of an entry, in characters. */
export const lengthOf = (entry: Entry): number =>
  entry.role === 'user' ? entry.text.length : entry.said.reduce((sum, { text }) => sum + text.length, 0);

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

/**
 * Replaces the last utterance by what was heard, when that differs from what was sent. Removes it when that is empty.
 */
export function replaceLast(said: readonly Utterance[], heard: string): Utterance[] {
  const earlier = said.slice(0, -1);
  const last = said.at(-1);
  return last === undefined || heard.trim() === '' ? earlier : [...earlier, { ...last, text: heard.trim() }];
}

/** For the store. */
export const entriesToJson = (entries: readonly Entry[]): Json =>
  entries.map((entry): Json =>
    entry.role === 'user' ? entry.text : entry.said.map(({ text, isAside }) => [text, isAside]),
  );

/** Reads what {@link entriesToJson} has written. Anything else is left out. No utterance is open. */
export function readEntries(saved: unknown): Entry[] {
  if (!Array.isArray(saved)) return [];
  return (saved as unknown[]).flatMap((entry): Entry[] => {
    if (typeof entry === 'string') return [{ role: 'user', text: entry }];
    if (!Array.isArray(entry)) return [];
    const said = (entry as unknown[]).flatMap((utterance): Utterance[] => {
      const [text, isAside] = Array.isArray(utterance) ? (utterance as unknown[]) : [];
      return typeof text === 'string' && !isObject(isAside) ? [{ text, isOpen: false, isAside: isAside === true }] : [];
    });
    // What was not played before a restart is not played any more.
    return [{ role: 'assistant', said, playedLength: textOf(said).length }];
  });
}
