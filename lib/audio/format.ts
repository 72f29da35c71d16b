import { decodeMuLaw, encodeMuLaw, toInt16 } from './mu-law';
import { downsampler, upsampler, type Resampler } from './resampler';

/** The formats of audio in a flow: μ-law at 8000 Hz, or 16-bit PCM at 8000, 16000 or 24000 Hz. One channel. */
export const AUDIO_FORMATS = ['mulaw8', 'pcm8', 'pcm16', 'pcm24'] as const;

/** One of {@link AUDIO_FORMATS}. */
export type AudioFormat = (typeof AUDIO_FORMATS)[number];

/** The sample rate in hertz. */
export const SAMPLE_RATES: Readonly<Record<AudioFormat, number>> = {
  mulaw8: 8000,
  pcm8: 8000,
  pcm16: 16_000,
  pcm24: 24_000,
};

const LOW_RATE = SAMPLE_RATES.mulaw8;

/** How many bytes a sample has. */
export const bytesPerSample = (format: AudioFormat): number => (format === 'mulaw8' ? 1 : 2);

/** How many bytes a millisecond has. */
export const bytesPerMs = (format: AudioFormat): number => (SAMPLE_RATES[format] / 1000) * bytesPerSample(format);

/** Converts the next piece of audio. It remembers the end of the earlier pieces, so each direction needs its own. */
export type Converter = (audio: Buffer) => Buffer;

const same: Converter = (audio) => audio;
const unchanged: Resampler = (samples) => samples;

/** 16-bit samples, the low byte first, as in a WAV file. */
function toPcm(samples: Float32Array): Buffer {
  const audio = Buffer.allocUnsafe(samples.length * 2);
  for (let index = 0; index < samples.length; index += 1) audio.writeInt16LE(toInt16(samples[index] ?? 0), index * 2);
  return audio;
}

function fromPcm(audio: Buffer): Float32Array {
  const samples = new Float32Array(Math.floor(audio.length / 2));
  for (let index = 0; index < samples.length; index += 1) samples[index] = audio.readInt16LE(index * 2);
  return samples;
}

/** From Twilio's μ-law to a format. */
export function fromMuLaw(format: AudioFormat): Converter {
  if (format === 'mulaw8') return same;
  const factor = SAMPLE_RATES[format] / LOW_RATE;
  const resample = factor === 1 ? unchanged : upsampler(factor);
  return (audio) => toPcm(resample(decodeMuLaw(audio)));
}

/** From a format to Twilio's μ-law. The audio must consist of whole samples. */
export function toMuLaw(format: AudioFormat): Converter {
  if (format === 'mulaw8') return same;
  const factor = SAMPLE_RATES[format] / LOW_RATE;
  const resample = factor === 1 ? unchanged : downsampler(factor);
  return (audio) => encodeMuLaw(resample(fromPcm(audio)));
}
