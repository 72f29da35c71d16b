import type { LiveRecording } from '../../model/call-records';

/** What came of a Dial. */
export interface DialResult {
  status: string;
  /** The call at the other end, if there was one. */
  sid?: string | undefined;
  /** How long the two were connected, in seconds; absent when they were not. */
  seconds?: number | undefined;
  recording?: LiveRecording | undefined;
}

/** What a Dial asks for, whoever is dialled. Times in milliseconds. */
export interface DialContext {
  timeoutMs: number;
  timeLimitMs: number;
  hangsUpOnStar: boolean;
  /** Answers the call, where it still rings, and begins to record what is said, where that is asked for. */
  bridge(): LiveRecording | undefined;
  /** It is over: its action is told, or the next verb's turn has come. */
  finish(result: DialResult): void;
}
