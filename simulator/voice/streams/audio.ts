import type { StreamTrack } from '../../model/streams';

/** One frame: 160 bytes of μ-law at 8000 Hz. https://www.twilio.com/docs/voice/media-streams/websocket-messages */
export const FRAME_MS = 20;
const SAMPLE_RATE_HZ = 8000;
/** The bytes of a millisecond of audio: one byte for each sample. */
export const BYTES_PER_MS = SAMPLE_RATE_HZ / 1000;

// A frame contains whole waves of these, so that the frames make a continuous tone. In hertz.
const PITCHES: Readonly<Record<StreamTrack, number>> = { inbound: 400, outbound: 600 };
const LOUDNESS = 8000;

/** The μ-law byte of silence. */
export const SILENT_BYTE = muLaw(0);

/** Frames in base64: silence, the person speaks, the flow speaks. */
export const FRAMES: Readonly<Record<'silence' | StreamTrack, string>> = {
  silence: Buffer.alloc(FRAME_MS * BYTES_PER_MS, SILENT_BYTE).toString('base64'),
  inbound: tone(PITCHES.inbound),
  outbound: tone(PITCHES.outbound),
};

function tone(pitch: number): string {
  const samples = Array.from({ length: FRAME_MS * BYTES_PER_MS }, (_, at) =>
    muLaw(LOUDNESS * Math.sin((2 * Math.PI * pitch * at) / SAMPLE_RATE_HZ)),
  );
  return Buffer.from(samples).toString('base64');
}

/** Converts a 16-bit sample to μ-law. https://www.itu.int/rec/T-REC-G.711 */
function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.round(Math.abs(sample)), 32_635) + 0x84;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
