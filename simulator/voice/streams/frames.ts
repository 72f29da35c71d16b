import type { Timers } from '../../core/clock';
import { FRAME_MS } from './audio';

/** After a longer standstill than this, what was not sent is lost. */
const MAX_LATE_MS = 1000;

/**
 * Calls `frame` for each 20 ms of a stream, once they are over, with the milliseconds from the stream's start to the
 * beginning of the frame. A timer that comes late makes up for what is due, within bounds.
 *
 * @returns ends it
 */
export function everyFrame(timers: Timers, frame: (position: number) => void): () => void {
  const began = timers.now();
  let position = 0;
  let ended = false;
  let stop = (): void => undefined;

  const wait = (): void => {
    stop = timers.after(began + position + FRAME_MS - timers.now(), tick);
  };
  const tick = (): void => {
    const due = Math.floor((timers.now() - began) / FRAME_MS) * FRAME_MS;
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
