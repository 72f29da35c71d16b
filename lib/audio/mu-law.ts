/**
 * μ-law, the 8-bit audio of telephones. https://www.itu.int/rec/T-REC-G.711
 *
 * Linear samples have 16 bits, as in a WAV file.
 */

/** What is added to a sample, so that each segment starts at a power of two. */
const BIAS = 0x84;

/** The largest linear value that μ-law can have, without the bias. */
const CLIP = 32_635;

function decodeOne(byte: number): number {
  const code = ~byte & 0xff;
  const exponent = (code >> 4) & 0x07;
  const magnitude = (((code & 0x0f) << 3) + BIAS) << exponent;
  return code & 0x80 ? BIAS - magnitude : magnitude - BIAS;
}

function encodeOne(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

let decoded: Int16Array | undefined;
let encoded: Uint8Array | undefined;

/** The linear value of each code. Made on first use. */
const decodeTable = (): Int16Array => (decoded ??= Int16Array.from({ length: 256 }, (_, byte) => decodeOne(byte)));

/** The code of each linear value, from -32768. Made on first use: 64 KB. */
const encodeTable = (): Uint8Array =>
  (encoded ??= Uint8Array.from({ length: 65_536 }, (_, index) => encodeOne(index - 32_768)));

/** μ-law as linear samples. */
export function decodeMuLaw(audio: Uint8Array): Float32Array {
  const table = decodeTable();
  const samples = new Float32Array(audio.length);
  for (let index = 0; index < audio.length; index += 1) samples[index] = table[audio[index] ?? 0] ?? 0;
  return samples;
}

/** Linear samples as μ-law. They are rounded, and cut off at 16 bits. */
export function encodeMuLaw(samples: Float32Array): Buffer {
  const table = encodeTable();
  const audio = Buffer.allocUnsafe(samples.length);
  for (let index = 0; index < samples.length; index += 1)
    audio[index] = table[toInt16(samples[index] ?? 0) + 32_768] ?? 0;
  return audio;
}

/** The nearest 16-bit value. */
export const toInt16 = (sample: number): number => Math.max(-32_768, Math.min(32_767, Math.round(sample)));
