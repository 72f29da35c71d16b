import type { AudioTrack } from '../../model/live-media';
import { BYTES_PER_MS, FRAME_MS, SILENT_BYTE } from './audio';

const FRAME_BYTES = FRAME_MS * BYTES_PER_MS;
/** Ten minutes. Twilio's pages have no limit for the audio that waits. */
const MAX_BYTES = 10 * 60_000 * BYTES_PER_MS;
/** Older audio is not read any more. */
const KEPT_MS = 2000;

/** An empty track. */
export function createAudioTrack(): AudioTrack {
  let chunks: { at: number; bytes: Uint8Array }[] = [];

  const endOf = ({ at, bytes }: { at: number; bytes: Uint8Array }): number => at + bytes.length / BYTES_PER_MS;
  const end = (): number => {
    const last = chunks.at(-1);
    return last === undefined ? 0 : endOf(last);
  };

  return {
    end,
    write(bytes, at) {
      chunks = chunks.filter((chunk) => endOf(chunk) > at - KEPT_MS);
      const waiting = chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
      const kept = bytes.subarray(0, Math.max(0, MAX_BYTES - waiting));
      if (kept.length > 0) chunks.push({ at: Math.max(end(), at), bytes: kept });
    },
    read(from) {
      const frame = Buffer.alloc(FRAME_BYTES, SILENT_BYTE);
      let isEmpty = true;
      for (const { at, bytes } of chunks) {
        // Where the chunk begins in the frame.
        const offset = Math.round((at - from) * BYTES_PER_MS);
        if (offset >= FRAME_BYTES) break;
        const part = bytes.subarray(Math.max(0, -offset), FRAME_BYTES - offset);
        if (part.length === 0) continue;
        frame.set(part, Math.max(0, offset));
        isEmpty = false;
      }
      return isEmpty ? undefined : frame;
    },
    cut(time) {
      chunks = chunks
        .filter(({ at }) => at < time)
        .map(({ at, bytes }) => ({ at, bytes: bytes.subarray(0, Math.ceil((time - at) * BYTES_PER_MS)) }));
    },
  };
}
