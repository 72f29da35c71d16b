import type { Timers } from '../../core/clock';
import { FRAME_MS } from './audio';

/** After a longer delay, the frames before it are dropped. */
const MAX_LATE_MS = 1000;

/**
 * Calls `frame` at the end of each 20 ms of a stream. `position` is the start of the frame, in milliseconds from the start of
 * the stream. A late timer sends all frames that are due, within the limit.
 *
 * @returns a function that stops the frames
 */
export function everyFrame(timers: Timers, frame: (position: number) => void): () => void {
  const startedAt = timers.now();
  let position = 0;
  let ended = false;
  let stop = (): void => undefined;

  const wait = (): void => {
    stop = timers.after(startedAt + position + FRAME_MS - timers.now(), tick);
  };
  const tick = (): void => {
    const due = Math.floor((timers.now() - startedAt) / FRAME_MS) * FRAME_MS;
    position = Math.max(position, due - MAX_LATE_MS);
    while (position < due && !ended) {
      frame(position);
      position += FRAME_MS;
    }
    if (!ended) wait();
  };
  wait();
  return () => {
    ended = true;
    stop();
  };
}
