/** The rate of the audio of a call, in hertz. */
export const CALL_SAMPLE_RATE_HZ = 8000;

const BIAS = 0x84;
const MAX_SAMPLE = 32_635;

/** The sample of each byte, from -1 to 1. https://www.itu.int/rec/T-REC-G.711 */
const SAMPLES = Float32Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 0x07)) - BIAS;
  return ((bits & 0x80) === 0 ? magnitude : -magnitude) / 32_768;
});

/** Converts μ-law to samples from -1 to 1. */
export function decodeMuLaw(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(bytes, (byte) => SAMPLES[byte] ?? 0);
}

/** Converts samples from -1 to 1 to μ-law. */
export function encodeMuLaw(samples: Float32Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(samples, (sample) => {
    const magnitude = Math.min(Math.round(Math.abs(sample) * 32_768), MAX_SAMPLE) + BIAS;
    const exponent = Math.floor(Math.log2(magnitude)) - 7;
    const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
    return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
  });
}
