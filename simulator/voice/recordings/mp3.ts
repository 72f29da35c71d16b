/**
 * An MP3 file: MPEG-2 Layer III, 16 kHz, silent frames of 36 ms each. A frame with all side information zero has no audio
 * data, which decoders play as silence.
 */
export function mp3({ seconds, channels }: { seconds: number; channels: 1 | 2 }): Buffer {
  const count = Math.ceil((Math.min(MAX_SECONDS, Math.max(0, seconds)) * SAMPLE_RATE_HZ) / SAMPLES_PER_FRAME);
  // 8 kbit/s for one channel, 16 for two. The side information of 9 or 17 bytes fits into a frame.
  const bitrate = channels;
  const frame = Buffer.alloc(36 * bitrate);
  frame[0] = 0xff;
  frame[1] = 0xf3; // MPEG-2, Layer III, no checksum
  frame[2] = (bitrate << 4) | (2 << 2); // 16 kHz
  frame[3] = channels === 1 ? 0xc0 : 0x00;
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

const SAMPLE_RATE_HZ = 16_000;
const SAMPLES_PER_FRAME = 576;
/** As in `wav`. */
const MAX_SECONDS = 120;
