import type { SimulatedRecording, SimulatedTranscription } from './calls';

/** A recording with the simulator's own data. */
export interface RecordingRecord {
  readonly sid: string;
  readonly view: SimulatedRecording;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
}

/** A transcription. */
export interface TranscriptionRecord {
  readonly sid: string;
  readonly view: SimulatedTranscription;
  readonly createdAt: number;
}
