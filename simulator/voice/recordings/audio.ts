import { mp3 } from './mp3';
import { wav } from '../../core/wav';
import type { RecordingRecord } from '../../model/recording-records';

/** The audio of a recording as WAV: the person on the left, the flow on the right, or both on one channel. */
export function wavOf({ view, sid }: RecordingRecord, channels = view.channels): Buffer {
  // Each recording has its own pitch.
  const pitch = 330 + (parseInt(sid.slice(2, 6), 16) % 220);
  return wav({ seconds: view.duration ?? 0, channels, tones: [pitch, pitch * 1.5] });
}

/** The audio of a recording as MP3, silent. */
export function mp3Of({ view }: RecordingRecord, channels = view.channels): Buffer {
  return mp3({ seconds: view.duration ?? 0, channels });
}
