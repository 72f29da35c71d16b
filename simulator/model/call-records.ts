import type { Answerer, SimulatedCall } from './calls';
import type { StreamTrack } from './streams';
import type { NumberRecord } from './numbers';
import type { AudioTrack, LiveRecording, LiveStream, LiveTranscription } from './live-media';

/** The address of a webhook. */
export interface WebhookAddress {
  url: string;
  method: string;
}

/** https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent */
export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** The current activity of a call, such as speech, a Gather or a ringing phone. */
export interface Activity {
  /** Cancels the activity. The next verb does not start. */
  stop(): void;
  waitingFor?: SimulatedCall['waitingFor'];
  /** The person presses a key. */
  digit?(key: string): void;
  /** The person speaks for `ms`. */
  speech?(text: string, ms: number): void;
  /** The person begins to speak. The words follow. */
  speaking?(): void;
  /** The person answers the phone. */
  answer?(by?: Answerer): void;
  /** Turns off the automatic answer: the phone rings until the person answers. */
  ring?(): void;
  /** Called after `stop` when the call has ended. */
  ended?(): void;
  /** Called after `stop` when a REST request has replaced the document. */
  redirected?(): void;
}

/** A TwiML document besides the call's own, such as the one of a `waitUrl`. */
export interface NestedDocument {
  /** The allowed verbs. */
  readonly verbs: ReadonlySet<string>;
  /** The error for a `<Dial>`, as a line for the log. Default: a warning, as for other verbs. */
  readonly dialError?: string;
  /** Called at the end of the document. */
  ended(): void;
  /** Called when there is no valid document. */
  failed(): void;
}

/** A call with the simulator's own data. */
export interface CallRecord {
  readonly sid: string;
  /** The call as the state shows it. */
  readonly view: SimulatedCall;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  answeredAt: number | undefined;
  /** What has answered the call. */
  answerer: Answerer;
  /** The duration of answering machine detection, in milliseconds. */
  detectionMs: number | undefined;
  /** The account's number in this call, if it is an own number. */
  readonly number: NumberRecord | undefined;
  readonly callerName: string | undefined;
  readonly forwardedFrom: string | undefined;
  /** The status callback. */
  callback: (WebhookAddress & { events: ReadonlySet<CallEvent> }) | undefined;
  /** The number of status callbacks so far, for `SequenceNumber`. */
  callbackCount: number;
  /** Resolves after the last callback. Callbacks are sent one after the other. */
  lastCallback: Promise<void>;
  /** Resolves after the response of the last TwiML request was handled. */
  lastTwimlRequest: Promise<void>;
  /** Requested for TwiML when the first address fails. */
  fallback: WebhookAddress | undefined;
  /** The maximum duration from the answer on. */
  timeLimitMs: number | undefined;
  /** Cancels the timer of the time limit. */
  stopTimeLimit: () => void;
  activity: Activity;
  /** Set while another document than the call's own runs. */
  nested: NestedDocument | undefined;
  /** The member of a queue, until its Enqueue has ended. */
  member: QueueMember | undefined;
  /** The calls on which the person of this call is heard. */
  audience: () => readonly CallRecord[];
  /** The other end of a call between two own numbers. Speech and keys that the flow plays on one leg are heard on the other. */
  far: CallRecord | undefined;
  /** Called when the person speaks, with the duration. */
  onSpeech: ((ms: number) => void) | undefined;
  /** Called once when a REST request gives the call other TwiML. */
  onRedirect: (() => void) | undefined;
  /** The number of Redirects without a verb between them that takes time. */
  redirects: number;
  /** Goes up with each new document. Callbacks of an older generation are ignored. */
  generation: number;
  readonly recordings: Set<LiveRecording>;
  readonly transcriptions: Set<LiveTranscription>;
  readonly streams: Set<LiveStream>;
  /** The time until which each track has sound, in milliseconds. */
  readonly audibleUntil: Record<StreamTrack, number>;
  /** Real audio: of the person's microphone, and of a bidirectional stream. */
  readonly audio: Readonly<Record<StreamTrack, AudioTrack>>;
  /** The last recording of the whole call, for the status callback. */
  lastRecording: LiveRecording | undefined;
  /** Run once, when the call is answered. */
  readonly onAnswer: Set<() => void>;
  /** Run once, at the end of the call. */
  readonly onEnd: Set<() => void>;
}

/** The result of an Enqueue. https://www.twilio.com/docs/voice/twiml/enqueue#queueresult-values */
export type QueueResult =
  | 'bridged'
  | 'bridging-in-process'
  | 'error'
  | 'hangup'
  | 'leave'
  | 'redirected'
  | 'redirected-from-bridged'
  | 'queue-full';

/** A call in a queue, or a dequeued call that is being connected. */
export interface QueueMember {
  readonly call: CallRecord;
  readonly queue: QueueRecord;
  /** In milliseconds since 1970. */
  readonly joinedAt: number;
  /** The wait in whole seconds, until now or until `dequeue`. */
  waitSeconds(): number;
  /** Takes the call out of the queue to connect it. Its document stops. `onLeave` is called once, when the call leaves. */
  dequeue(onLeave: () => void): void;
  /** The call is connected now. */
  bridged(): void;
  /** Ends the Enqueue. The call continues with its action, or the next verb. */
  finish(result: QueueResult): void;
  /** The call was redirected. The action is requested, and its response ignored. */
  redirected(): void;
}

/** A queue of calls. Times are in milliseconds since 1970. https://www.twilio.com/docs/voice/api/queue-resource */
export interface QueueRecord {
  readonly sid: string;
  friendlyName: string;
  maxSize: number;
  readonly createdAt: number;
  updatedAt: number;
  /** The waiting calls, first in first out. */
  readonly members: QueueMember[];
  /** Dials that wait for a call in this queue, oldest first. */
  readonly waitingDials: Set<(member: QueueMember) => void>;
}
