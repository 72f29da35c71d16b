import type { FlowDelivery } from './delivery';

/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';

/** A line of a call's transcript. */
export interface TranscriptLine {
  /** ISO 8601. */
  at: string;
  /** `flow`: a TwiML verb. `person`: an action of the person on the phone. `other`: what the person hears of others. */
  who: 'flow' | 'person' | 'other';
  /** The TwiML verb, or `Digits`, `Speech`, `Answer`, `Hangup`. */
  verb: string;
  /** The words, keys, URL or number. An assistant's words are added one by one, when they are heard. */
  text: string;
  /** The words that the assistant will say next. Absent when it is not speaking. */
  upcoming?: string;
  /** The person has interrupted the assistant: the rest was not heard. */
  interrupted?: true;
  /** The audio of a `Play`, or the hold music, is over. */
  ended?: true;
}

/** A call as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedCall {
  sid: string;
  from: string;
  to: string;
  direction: CallDirection;
  status: CallStatus;
  /** Whole seconds from the answer to the end. Null while the call is in progress. */
  duration: number | null;
  parentCallSid: string | null;
  /** The result of answering machine detection: `human`, `machine_start` … */
  answeredBy: string | null;
  dateCreated: string;
  /** The time of the answer. */
  startTime: string | null;
  endTime: string | null;
  /** The last 200 lines. */
  transcript: TranscriptLine[];
  /**
   * The input that the flow waits for. At other times, keys and speech have no effect.
   *
   * - `digits`: keys
   * - `speech`: speech, or keys if the flow takes both
   * - `record`: speech for a recording, which a key can end
   * - `conversation`: speech and keys for an assistant
   * - `stream`: audio for the server of a stream
   */
  waitingFor: null | 'digits' | 'speech' | 'record' | 'conversation' | 'stream';
  /** Which nodes took the call's first webhook. Absent before its response, and for a server that does not say it. */
  delivery?: FlowDelivery;
}

/** A call of a person to an own number. */
export interface PersonCall {
  /** The person's number in E.164. */
  from: string;
  /** An own number. */
  to: string;
  /** The number that forwarded the call. */
  forwardedFrom?: string;
  /** The caller's name, for own numbers with `VoiceCallerIdLookup`. */
  callerName?: string;
}

/** Who or what answers a phone. */
export type Answerer = 'human' | 'machine' | 'fax' | 'unknown';

/** An action of a person on a call. */
export type CallAct =
  | { action: 'digits'; digits: string }
  | { action: 'speech'; text: string }
  /** Begins to speak. The words follow as `speech`. Interrupts an assistant, as a voice does before its words are known. */
  | { action: 'speaking' }
  /**
   * Answers the ringing phone. `answeredBy` is the result of answering machine detection. Default: that of the test number,
   * else a human.
   */
  | { action: 'answer'; answeredBy?: Answerer | undefined }
  /** Ends the call, or rejects a ringing one. */
  | { action: 'hangup' }
  /** Turns off the automatic answer: the phone rings until the person answers, or until the timeout. */
  | { action: 'ring' };

export type RecordingStatus = 'in-progress' | 'paused' | 'stopped' | 'processing' | 'completed' | 'absent';
export type RecordingSource = 'RecordVerb' | 'DialVerb' | 'Conference' | 'OutboundAPI' | 'StartCallRecordingAPI';
export type RecordingTrack = 'inbound' | 'outbound' | 'both';

/** A recording as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedRecording {
  sid: string;
  callSid: string;
  /** Null for the recording of a call. */
  conferenceSid: string | null;
  status: RecordingStatus;
  /** Whole seconds. Null until the recording is complete. */
  duration: number | null;
  channels: 1 | 2;
  source: RecordingSource;
  track: RecordingTrack;
  /** Without extension. Add `.wav` or `.mp3`. */
  url: string;
  /** The reason for the status `absent`. */
  errorCode: number | null;
  startTime: string;
  dateCreated: string;
  dateUpdated: string;
}

/** A transcription as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedTranscription {
  sid: string;
  callSid: string;
  /** Null for a real-time transcription. */
  recordingSid: string | null;
  type: 'recording' | 'real-time';
  status: 'in-progress' | 'completed' | 'failed' | 'stopped';
  /** The text so far. In real time one line for each utterance, the last 200. */
  text: string;
  dateCreated: string;
  dateUpdated: string;
}

/** A queue of calls as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedQueue {
  sid: string;
  friendlyName: string;
  maxSize: number;
  /** The waiting calls, first in first out. */
  members: { callSid: string; dateEnqueued: string }[];
  dateCreated: string;
  dateUpdated: string;
}
