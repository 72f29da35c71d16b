import type { SimulatedRecording, SimulatedTranscription } from './calls';

/** A recording and what only the simulator needs to know of it. */
export interface RecordingRecord {
  readonly sid: string;
  readonly view: SimulatedRecording;
  /** In milliseconds. */
  readonly createdAt: number;
}

/** A transcription. */
export interface TranscriptionRecord {
  readonly sid: string;
  readonly view: SimulatedTranscription;
  readonly createdAt: number;
}
