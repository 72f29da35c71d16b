/**
 * Changes the sample rate of audio, piece by piece. For a lower rate it averages the samples that become one, which removes
 * most of the frequencies that are too high for that rate. For a higher rate it interpolates linearly.
 *
 * @param from in hertz
 * @param to in hertz
 * @returns a function for each piece, which returns the samples at the new rate
 */
export function createResampler(from: number, to: number): (samples: Float32Array) => number[] {
  return from > to ? createAverager(from / to) : createInterpolator(from / to);
}

function createAverager(step: number): (samples: Float32Array) => number[] {
  let sum = 0;
  let count = 0;
  let left = step;
  return (samples) => {
    const result: number[] = [];
    for (const sample of samples) {
      sum += sample;
      count += 1;
      left -= 1;
      if (left >= 0.5) continue;
      result.push(sum / count);
      sum = 0;
      count = 0;
      left += step;
    }
    return result;
  };
}

function createInterpolator(step: number): (samples: Float32Array) => number[] {
  let previous = 0;
  /** The position of the next sample between the previous sample (0) and the current one (1). */
  let position = 0;
  return (samples) => {
    const result: number[] = [];
    for (const sample of samples) {
      for (; position < 1; position += step) result.push(previous + (sample - previous) * position);
      position -= 1;
      previous = sample;
    }
    return result;
  };
}
