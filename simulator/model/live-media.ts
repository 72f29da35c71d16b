import type { FormPairs } from './webhooks';
import type { RecordingRecord, TranscriptionRecord } from './recording-records';
import type { StreamRecord } from './stream-records';

/** Audio on a time line: μ-law at 8000 Hz. Times are in milliseconds since 1970. */
export interface AudioTrack {
  /** Adds audio after what is there, or from `at` on. Audio above a limit is dropped. */
  write(bytes: Uint8Array, at: number): void;
  /** 20 ms from this time on, filled up with silence. Undefined when there is nothing. */
  read(from: number): Buffer | undefined;
  /** The end of the audio. 0 when there is none. */
  end(): number;
  /** Drops everything from this time on. */
  cut(at: number): void;
}

/** A recording in progress. */
export interface LiveRecording {
  readonly record: RecordingRecord;
  readonly name: string | undefined;
  /** @param isSkipped the pause is not in the recording. Default: it is recorded as silence. */
  pause(isSkipped?: boolean): boolean;
  resume(): boolean;
  /**
   * Ends the recording. The file is ready, and the callback sent, one second later.
   * @param seconds the duration; default: the time without skipped pauses
   * @param ready called when the file is ready
   */
  complete(seconds?: number, ready?: () => void): void;
  /** Ends the recording without audio. */
  absent(): void;
  /** The parameters of the recording in webhooks of the call. */
  params(): FormPairs;
}

/** A real-time transcription in progress. */
export interface LiveTranscription {
  readonly record: TranscriptionRecord;
  readonly name: string | undefined;
  /** Someone begins to speak. Sends the first half of the text when partial results are on. */
  partial(track: 'inbound_track' | 'outbound_track', text: string): void;
  /** Sends the final text. `inbound_track` is the person, `outbound_track` the flow. */
  final(track: 'inbound_track' | 'outbound_track', text: string): void;
  stop(): void;
}

/** A stream that is connected, or connecting. */
export interface LiveStream {
  readonly record: StreamRecord;
  /** The person has pressed a key. Sent on bidirectional streams. */
  digit(key: string): void;
  /** Sends `stop` and closes the connection. */
  stop(): void;
}
