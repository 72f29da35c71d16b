/** Samples that wait to be played. */
export interface SampleQueue {
  add(samples: readonly number[]): void;
  /** Fills the target, with silence where there is nothing. */
  read(target: Float32Array): void;
}

/** Playing begins when this much audio waits, so that a late piece causes no gap. */
const START_SECONDS = 0.1;
/** When more audio waits, only the last `START_SECONDS` are kept. */
const MAX_SECONDS = 1;

/** @param rate in hertz */
export function createSampleQueue(rate: number): SampleQueue {
  let waiting: number[] = [];
  let isPlaying = false;
  return {
    add(samples) {
      waiting.push(...samples);
      if (waiting.length > MAX_SECONDS * rate) waiting = waiting.slice(-START_SECONDS * rate);
    },
    read(target) {
      // Once playing, the rest is played without waiting for more.
      if (!isPlaying && waiting.length < START_SECONDS * rate) {
        target.fill(0);
        return;
      }
      const samples = waiting.splice(0, target.length);
      isPlaying = waiting.length > 0;
      target.fill(0);
      target.set(samples);
    },
  };
}
