import type { Timers } from '../../core/clock';

/** The audio of a server, with marks. Times are in milliseconds. */
export interface Playback {
  /** Adds audio to the buffer. Returns the time when all of it is played. */
  add(ms: number): number;
  /** Adds a mark. It is reached when all audio before it was played. */
  mark(name: string): void;
  /** Empties the buffer. Its marks are reached immediately. */
  clear(): void;
  /** Updates to the current time. */
  tick(): void;
  /** Ends the playback. Remaining marks are dropped. */
  end(): void;
}

/** What the playback reports. */
export interface PlaybackEvents {
  /** A mark was reached. */
  reached(name: string): void;
  /** Audio was played without a pause. */
  played(ms: number): void;
}

/** Shorter gaps between frames are not a pause. */
const PAUSE_MS = 200;
const MAX_MARKS = 1000;

/** Only durations. The bytes are not kept. */
export function createPlayback(timers: Timers, { reached, played }: PlaybackEvents): Playback {
  const marks: { name: string; at: number }[] = [];
  let until = timers.now();
  /** Audio since the last pause, played or not. */
  let total = 0;

  const left = (): number => Math.max(0, until - timers.now());
  const flush = (): void => {
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
      // Above the limit the oldest marks are sent early.
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
      if (total > 0 && timers.now() >= until + PAUSE_MS) flush();
    },
    end() {
      flush();
      marks.length = 0;
    },
  };
}
