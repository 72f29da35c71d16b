/** What a WAV file contains. */
export interface Sound {
  /** Whole seconds. */
  seconds: number;
  channels: 1 | 2;
  /** In hertz, for each channel. A channel without a tone is silent. Default: 440 on the first one. */
  tones?: readonly number[];
}

const SAMPLE_RATE_HZ = 8000;
/** Longer recordings are cut. */
const MAX_SECONDS = 120;

/**
 * A WAV file: PCM, 8 kHz, 16 bit, as Twilio records. It contains a quiet beep at the start of each second.
 * https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file
 */
export function wav({ seconds, channels, tones = [440] }: Sound): Buffer {
  const frames = Math.min(MAX_SECONDS, Math.max(0, Math.round(seconds))) * SAMPLE_RATE_HZ;
  const frameSize = channels * 2;
  const file = Buffer.alloc(44 + frames * frameSize);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + frames * frameSize, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  file.writeUInt32LE(SAMPLE_RATE_HZ * frameSize, 28);
  file.writeUInt16LE(frameSize, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(frames * frameSize, 40);
  const second = beeps(channels, tones);
  for (let at = 44; at < file.length; at += second.length) second.copy(file, at);
  return file;
}

/** One second of audio: a quarter of a second of tone, then silence. */
function beeps(channels: 1 | 2, tones: readonly number[]): Buffer {
  const samples = Buffer.alloc(SAMPLE_RATE_HZ * channels * 2);
  const length = SAMPLE_RATE_HZ / 4;
  for (let index = 0; index < length; index += 1) {
    const volume = 4000 * Math.sin((Math.PI * index) / length);
    for (let channel = 0; channel < channels; channel += 1) {
      const tone = tones[channel];
      if (tone === undefined) continue;
      const value = volume * Math.sin((2 * Math.PI * tone * index) / SAMPLE_RATE_HZ);
      samples.writeInt16LE(Math.round(value), (index * channels + channel) * 2);
    }
  }
  return samples;
}
