import type { Timers } from '../../core/clock';
import { speakingTimeMs } from '../talk';
import type { InputMode } from './options';

/** Something that the caller hears. */
export interface Utterance {
  kind: 'speech' | 'play' | 'digits';
  /** The words, the URL or the keys. */
  text: string;
  /** In milliseconds. */
  ms: number;
  /** What stops it. */
  interruptible: InputMode;
  /** True when it can be stopped by a later talk cycle. */
  preemptible: boolean;
  /** The number of the talk cycle. */
  cycle: number;
}

/** What the speaker reports. */
export interface SpeakerEvents {
  /** The assistant begins (true) or stops (false) to speak. */
  speaking(on: boolean): void;
  /** An utterance begins. */
  started(utterance: Utterance): void;
  /** The part of the utterance that was heard has grown. */
  heard(utterance: Utterance, text: string): void;
  /** The utterance is over. `text` is what was heard of it. */
  played(utterance: Utterance, text: string, isWhole: boolean): void;
}

/** Plays utterances one after the other, at a speaking rate. */
export interface Speaker {
  /** The utterance that is heard now. */
  current(): Utterance | undefined;
  add(utterance: Utterance): void;
  /** Stops, and drops everything that waits, without `speaking`. Returns what was heard of the current utterance. */
  interrupt(): { text: string; ms: number } | undefined;
  /** A new talk cycle begins: stops and drops what is preemptible. */
  preempt(): void;
  /** Stops without events. */
  stop(): void;
}

/** Plays utterances one after the other, in the simulator's time. No audio is made. */
export function createSpeaker(timers: Timers, events: SpeakerEvents): Speaker {
  let queue: Utterance[] = [];
  let playing: { utterance: Utterance; startedAt: number; heard: string; cancel: () => void } | undefined;

  const next = (): void => {
    const utterance = queue.shift();
    if (utterance === undefined) {
      events.speaking(false);
      return;
    }
    const now: NonNullable<typeof playing> = {
      utterance,
      startedAt: timers.now(),
      heard: '',
      cancel: () => undefined,
    };
    playing = now;
    events.started(utterance);
    const parts = partsOf(utterance);
    const step = (at: number): void => {
      const part = parts[at];
      if (part === undefined) {
        playing = undefined;
        events.played(utterance, utterance.text, true);
        next();
        return;
      }
      now.heard = part.text;
      now.cancel = timers.after(part.ms, () => {
        step(at + 1);
      });
      events.heard(utterance, part.text);
    };
    step(0);
  };
  const cut = (): { text: string; ms: number } | undefined => {
    if (playing === undefined) return undefined;
    const { utterance, heard, startedAt, cancel } = playing;
    cancel();
    playing = undefined;
    events.played(utterance, heard, false);
    return { text: heard.trim(), ms: timers.now() - startedAt };
  };

  return {
    current: () => playing?.utterance,
    add(utterance) {
      queue.push(utterance);
      if (playing !== undefined) return;
      events.speaking(true);
      next();
    },
    interrupt() {
      queue = [];
      return cut();
    },
    preempt() {
      queue = queue.filter(({ preemptible }) => !preemptible);
      if (playing?.utterance.preemptible !== true) return;
      cut();
      next();
    },
    stop() {
      queue = [];
      playing?.cancel();
      playing = undefined;
    },
  };
}

/** The part of an utterance that was heard, after each word. A word counts as soon as it begins. */
function partsOf({ kind, text, ms }: Utterance): { text: string; ms: number }[] {
  if (kind !== 'speech') return [{ text, ms }];
  const ends = [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => index + word.length);
  return ends.map((end) => ({ text: text.slice(0, end), ms: ms / ends.length }));
}

/** An utterance of words, or undefined when there are none. */
export function speech(text: string, more: Omit<Utterance, 'kind' | 'text' | 'ms'>): Utterance | undefined {
  if (text.trim() === '') return undefined;
  return { kind: 'speech', text, ms: speakingTimeMs(text), ...more };
}
