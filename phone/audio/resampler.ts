/**
 * Changes the rate of samples, piece by piece. Going down, it takes the mean of the samples that become one, which removes most
 * of what the lower rate cannot have. Going up, it draws lines between the samples.
 */
export function createResampler(from: number, to: number): (samples: Float32Array) => number[] {
  return from > to ? createMean(from / to) : createLines(from / to);
}

function createMean(step: number): (samples: Float32Array) => number[] {
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

function createLines(step: number): (samples: Float32Array) => number[] {
  let previous = 0;
  /** Where the next sample is, between the previous (0) and the current one (1). */
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
