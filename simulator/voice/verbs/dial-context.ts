import type { FormPairs } from '../../model/webhooks';
import type { LiveRecording } from '../../model/call-records';

/** The result of a Dial. */
export interface DialResult {
  status: string;
  /** The SID of the other call, if any. */
  sid?: string | undefined;
  /** The duration of the connection. Absent when there was none. */
  seconds?: number | undefined;
  recording?: LiveRecording | undefined;
  /** The parameters of a queue. */
  queue?: FormPairs | undefined;
}

/** What `<Number>` and `<Queue>` of a Dial share. */
export interface DialContext {
  timeoutMs: number;
  timeLimitMs: number;
  hangsUpOnStar: boolean;
  /** Answers the call if it still rings, and starts the recording if there is one. */
  bridge(): LiveRecording | undefined;
  /** Requests the action, or continues with the next verb. */
  finish(result: DialResult): void;
  /** Requests the action after the end of the call, and ignores the response. */
  hungUp(result: DialResult): void;
}
