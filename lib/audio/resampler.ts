/**
 * Changes the sample rate by a whole factor, with a low-pass filter, piece by piece. The end of each piece is kept, so
 * that the pieces join without a click.
 *
 * The filter is a windowed sinc with a Kaiser window. Telephone audio ends at 3400 Hz, so the filter passes that and
 * takes away what is above 4600 Hz, at 70 dB. It delays the audio by about 2 ms.
 */

/** The rate of telephone audio. */
const LOW_RATE_HZ = 8000;

/** The middle of the filter's slope: half of the low rate. */
const CUTOFF_HZ = LOW_RATE_HZ / 2;

/** How wide the slope is: from 3400 to 4600 Hz. */
const SLOPE_HZ = 1200;

/** How much is taken away beyond the slope. */
const ATTENUATION_DB = 70;

/** The modified Bessel function of order 0, for the Kaiser window. */
function bessel0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; term > sum * 1e-12; n += 1) {
    term *= (x / (2 * n)) ** 2;
    sum += term;
  }
  return sum;
}

/** The filter at a rate of `factor` times 8000 Hz. The sum of its taps is 1. */
function lowPass(factor: number): Float32Array {
  const rate = LOW_RATE_HZ * factor;
  const beta = 0.1102 * (ATTENUATION_DB - 8.7);
  const needed = Math.ceil((ATTENUATION_DB - 8) / (2.285 * 2 * Math.PI * (SLOPE_HZ / rate)));
  // The delay is a whole number of samples at both rates, and each phase has the same number of taps: the last are 0.
  const middle = Math.ceil(needed / 2 / factor) * factor;
  const length = 2 * middle + factor;
  const taps = Float64Array.from({ length }, (_, index) => {
    const at = index - middle;
    if (at > middle) return 0;
    const angle = 2 * Math.PI * (CUTOFF_HZ / rate) * at;
    const sinc = at === 0 ? 1 : Math.sin(angle) / angle;
    return sinc * bessel0(beta * Math.sqrt(1 - (at / middle) ** 2));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return Float32Array.from(taps, (tap) => tap / sum);
}

const filters = new Map<number, Float32Array>();

function filterOf(factor: number): Float32Array {
  const known = filters.get(factor) ?? lowPass(factor);
  filters.set(factor, known);
  return known;
}

/** Changes the rate of the next piece of audio. */
export type Resampler = (samples: Float32Array) => Float32Array;

/** A piece, with the last samples of the earlier pieces before it. */
function withHistory(history: Float32Array, samples: Float32Array): Float32Array {
  const all = new Float32Array(history.length + samples.length);
  all.set(history);
  all.set(samples, history.length);
  return all;
}

/** From 8000 Hz to `factor` times as much. */
export function upsampler(factor: number): Resampler {
  const taps = filterOf(factor);
  const perPhase = taps.length / factor;
  let history = new Float32Array(perPhase - 1);
  return (samples) => {
    const all = withHistory(history, samples);
    const result = new Float32Array(samples.length * factor);
    for (let index = 0; index < samples.length; index += 1) {
      for (let phase = 0; phase < factor; phase += 1) {
        let sum = 0;
        for (let tap = 0; tap < perPhase; tap += 1) {
          sum += (taps[tap * factor + phase] ?? 0) * (all[index + perPhase - 1 - tap] ?? 0);
        }
        // Each sample becomes `factor` samples, so the sum is multiplied to keep the volume.
        result[index * factor + phase] = sum * factor;
      }
    }
    history = all.slice(all.length - history.length);
    return result;
  };
}

/** From `factor` times 8000 Hz to 8000 Hz. Samples that do not complete one at 8000 Hz are kept for the next piece. */
export function downsampler(factor: number): Resampler {
  const taps = filterOf(factor);
  let history = new Float32Array(taps.length - 1);
  /** The index in the next piece of the last sample that the next result is made from. */
  let skip = 0;
  return (samples) => {
    const all = withHistory(history, samples);
    const count = Math.max(0, Math.ceil((samples.length - skip) / factor));
    const result = new Float32Array(count);
    for (let index = 0; index < count; index += 1) {
      const end = skip + index * factor + taps.length - 1;
      let sum = 0;
      for (let tap = 0; tap < taps.length; tap += 1) sum += (taps[tap] ?? 0) * (all[end - tap] ?? 0);
      result[index] = sum;
    }
    skip += count * factor - samples.length;
    history = all.slice(all.length - history.length);
    return result;
  };
}
