import type { AudioFormat } from './format';

/** Audio of a WAV file. */
export interface WavAudio {
  format: AudioFormat;
  /** The samples, without the header. */
  audio: Buffer;
}

const PCM = 1;
const MU_LAW = 7;

const PCM_FORMATS: Readonly<Record<number, AudioFormat>> = { 8000: 'pcm8', 16_000: 'pcm16', 24_000: 'pcm24' };

/** Whether a Buffer is a WAV file and not bare samples. */
export const isWav = (audio: Buffer): boolean =>
  audio.length >= 12 && audio.toString('latin1', 0, 4) === 'RIFF' && audio.toString('latin1', 8, 12) === 'WAVE';

/**
 * Reads a WAV file with one channel: 16-bit PCM at 8000, 16000 or 24000 Hz, or μ-law at 8000 Hz. When its header gives
 * a larger length than the file has, as in a file that is still being recorded, the rest of the file is read.
 * @returns the audio; or what is wrong with the file, in a few words
 */
export function readWav(file: Buffer): WavAudio | string {
  let format: AudioFormat | undefined;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const start = at + 8;
    if (name === 'fmt ' && start + 16 <= file.length) {
      const [code, channels] = [file.readUInt16LE(start), file.readUInt16LE(start + 2)];
      const [rate, bits] = [file.readUInt32LE(start + 4), file.readUInt16LE(start + 14)];
      if (code === MU_LAW && rate === 8000) format = 'mulaw8';
      else if (code === PCM && bits === 16) format = PCM_FORMATS[rate];
      if (channels !== 1 || format === undefined)
        return `${rate} Hz, ${bits} bits, ${channels} channels, format ${code}`;
    } else if (name === 'data') {
      if (format === undefined) return 'no format before its samples';
      const audio = file.subarray(start, start + length);
      return { format, audio: format === 'mulaw8' ? audio : audio.subarray(0, audio.length - (audio.length % 2)) };
    }
    // Chunks start at even positions.
    at = start + length + (length % 2);
  }
  return 'no samples';
}
