import type { FormPairs } from '../../model/webhooks';
import type { CallRecord } from '../../model/call-records';
import type { LiveRecording } from '../../model/live-media';

/** The result of a Dial. */
export interface DialResult {
  /** https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus */
  status: string;
  /** True when the two were connected. */
  isBridged: boolean;
  /** The SID of the other call, if any. */
  sid?: string | undefined;
  /** The duration of the other call. Absent when it was not answered, and for a conference. */
  seconds?: number | undefined;
  recording?: LiveRecording | undefined;
  /** The parameters of a queue. */
  queue?: FormPairs | undefined;
}

/** What all nouns of a Dial share. */
export interface DialContext {
  timeoutMs: number;
  timeLimitMs: number;
  hangsUpOnStar: boolean;
  /** The parties are called one after the other, not at the same time. */
  isSequential: boolean;
  /** The phone of another party rings now: starts the recording if it is to start then. */
  ringing(): void;
  /** The parties are connected: answers the call if it still rings, and starts the recording if there is one. */
  bridge(other?: CallRecord): LiveRecording | undefined;
  /** Requests the action, or continues with the next verb. */
  finish(result: DialResult): void;
  /** Continues with the next verb, without a request of the action. */
  skip(): void;
  /** Requests the action after the end of the call, or when another document replaces this one, and ignores the response. */
  replaced(result: DialResult): void;
}
