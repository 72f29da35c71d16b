/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';

/** One thing that was said or done on a call. */
export interface TranscriptLine {
  /** ISO 8601. */
  at: string;
  /** `flow`: what TwiML asked for. `person`: what was done at the other end. */
  who: 'flow' | 'person';
  /** The TwiML verb, or `Digits`, `Speech`, `Answer`, `Hangup`. */
  verb: string;
  /** What was said, pressed, played or dialled. */
  text: string;
}

/** A call as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedCall {
  sid: string;
  from: string;
  to: string;
  direction: CallDirection;
  status: CallStatus;
  /** Whole seconds from the answer to the end; null while it goes on. */
  duration: number | null;
  parentCallSid: string | null;
  /** What answered, once answering machine detection has found out: `human`, `machine_start` … */
  answeredBy: string | null;
  dateCreated: string;
  /** When it was answered. */
  startTime: string | null;
  endTime: string | null;
  /** What was said and done; the last 200 lines. */
  transcript: TranscriptLine[];
  /**
   * What the flow waits for: keys, speech (keys too, where the flow takes both), or a recording (speech, ended by a
   * key). Keys may be pressed and words spoken at any time; this is when they lead to something.
   */
  waitingFor: null | 'digits' | 'speech' | 'record';
}

/** A call from a person's phone to an own number. */
export interface PersonCall {
  /** The person's number in E.164. */
  from: string;
  /** An own number. */
  to: string;
  /** The number that forwarded the call. */
  forwardedFrom?: string;
  /** The name that goes with the caller's number, for own numbers that look it up (`VoiceCallerIdLookup`). */
  callerName?: string;
}

/** What a person can do on a call. */
export type CallAct =
  | { action: 'digits'; digits: string }
  | { action: 'speech'; text: string }
  /** Picks up a phone that rings. */
  | { action: 'answer' }
  /** Ends the call, or declines one that rings. */
  | { action: 'hangup' }
  /** Someone is at the phone that rings: it is not answered by itself, but rings until they answer or Twilio gives up. */
  | { action: 'ring' };

export type RecordingStatus = 'in-progress' | 'paused' | 'stopped' | 'processing' | 'completed' | 'absent';
export type RecordingSource = 'RecordVerb' | 'DialVerb' | 'OutboundAPI' | 'StartCallRecordingAPI';
export type RecordingTrack = 'inbound' | 'outbound' | 'both';

/** A recording as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedRecording {
  sid: string;
  callSid: string;
  status: RecordingStatus;
  /** Whole seconds; null until it is complete. */
  duration: number | null;
  channels: 1 | 2;
  source: RecordingSource;
  track: RecordingTrack;
  /** Without extension; `.wav` or `.mp3` behind it chooses the format. */
  url: string;
  /** Why it is absent. */
  errorCode: number | null;
  startTime: string;
  dateCreated: string;
  dateUpdated: string;
}

/** A transcription as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedTranscription {
  sid: string;
  callSid: string;
  /** The recording that was transcribed; null for one in real time. */
  recordingSid: string | null;
  type: 'recording' | 'real-time';
  status: 'in-progress' | 'completed' | 'failed' | 'stopped';
  /** What was said so far; in real time one line for each utterance, the last 200. */
  text: string;
  dateCreated: string;
  dateUpdated: string;
}

/** A queue of calls as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedQueue {
  sid: string;
  friendlyName: string;
  maxSize: number;
  /** The calls that wait, the first one at the front. */
  members: { callSid: string; dateEnqueued: string }[];
  dateCreated: string;
  dateUpdated: string;
}
