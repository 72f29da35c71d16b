import type { Timers } from '../../core/clock';

/** Audio that a server sends to be played to the person, and the marks between it. Times are in milliseconds. */
export interface Playback {
  /** Audio is added to what waits to be played. Returns when all of it will have been. */
  add(ms: number): number;
  /** A mark is sent back when everything before it was played. */
  mark(name: string): void;
  /** What waits is thrown away, and the marks in it are sent back. */
  clear(): void;
  /** Time has gone on. */
  tick(): void;
  /** Nothing more is played; marks that still wait are lost. */
  end(): void;
}

export interface PlaybackEvents {
  /** A mark is to be sent back. */
  reached(name: string): void;
  /** So much was played without a pause. */
  played(ms: number): void;
}

/** Frames that come one by one, as a live voice does, leave small gaps; they are heard as one. */
const PAUSE_MS = 200;
const MAX_MARKS = 1000;

/** The bytes themselves are not kept: all that matters here is how long they are. */
export function createPlayback(timers: Timers, { reached, played }: PlaybackEvents): Playback {
  const marks: { name: string; at: number }[] = [];
  let until = timers.now();
  /** Audio since the last pause, played or not. */
  let total = 0;

  const left = (): number => Math.max(0, until - timers.now());
  const tell = (): void => {
    if (total - left() > 0) played(total - left());
    total = left();
  };
  const send = (isDue: (at: number) => boolean): void => {
    for (let next = marks[0]; next !== undefined && isDue(next.at); next = marks[0]) {
      marks.shift();
      reached(next.name);
    }
  };

  return {
    add(ms) {
      until = Math.max(until, timers.now()) + ms;
      total += ms;
      return until;
    },
    mark(name) {
      marks.push({ name, at: until });
      // A server that never lets a mark be reached is told of the oldest ones early.
      if (marks.length > MAX_MARKS) send(() => marks.length > MAX_MARKS);
      send((at) => at <= timers.now());
    },
    clear() {
      total -= left();
      until = Math.min(until, timers.now());
      send(() => true);
    },
    tick() {
      send((at) => at <= timers.now());
      if (total > 0 && timers.now() >= until + PAUSE_MS) tell();
    },
    end() {
      tell();
      marks.length = 0;
    },
  };
}
