import type { SimulatedCall } from './calls';
import type { StreamTrack } from './streams';
import type { NumberRecord } from './numbers';
import type { FormPairs } from './webhooks';
import type { RecordingRecord, TranscriptionRecord } from './recording-records';
import type { StreamRecord } from './stream-records';

/** Where Twilio asks or tells something. */
export interface WebhookAddress {
  url: string;
  method: string;
}

/** https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent */
export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** What a call is busy with until it calls on: saying something, waiting for keys, ringing … */
export interface Activity {
  /** Calls it off, without going on. */
  stop(): void;
  waitingFor?: SimulatedCall['waitingFor'];
  /** One key. */
  digit?(key: string): void;
  /** Words that take `ms` to be spoken. */
  speech?(text: string, ms: number): void;
  /** The phone that rings is picked up. */
  answer?(): void;
  /** The phone that rings rings on, until someone picks it up. */
  ring?(): void;
  /** The call has ended meanwhile; called after `stop`. */
  ended?(): void;
}

/** A document that is obeyed beside the call's own, such as what a caller hears who waits in a queue. */
export interface NestedDocument {
  /** The verbs that it may hold. */
  readonly verbs: ReadonlySet<string>;
  /** There is nothing more in it. */
  ended(): void;
  /** Nothing usable came. */
  failed(): void;
}

/** A call and what only the simulator needs to know of it. */
export interface CallRecord {
  readonly sid: string;
  /** What the state shows, kept up to date. */
  readonly view: SimulatedCall;
  /** In milliseconds. */
  readonly createdAt: number;
  answeredAt: number | undefined;
  /** How long answering machine detection took, in milliseconds. */
  detectionMs: number | undefined;
  /** The own number that the call belongs to. */
  readonly number: NumberRecord | undefined;
  readonly callerName: string | undefined;
  readonly forwardedFrom: string | undefined;
  /** Who is told of what becomes of it. */
  callback: (WebhookAddress & { events: ReadonlySet<CallEvent> }) | undefined;
  /** How many events it has told of. */
  callbackCount: number;
  /** Its callbacks follow each other; this is the last one under way. */
  lastCallback: Promise<void>;
  /** The last request for TwiML, until its answer has been taken up. */
  lastTwimlRequest: Promise<void>;
  /** Asked for TwiML when the first address fails. */
  fallback: WebhookAddress | undefined;
  activity: Activity;
  /** Set while another document than the call's own is obeyed. */
  nested: NestedDocument | undefined;
  /** Its place in a queue, until what that led to is over. */
  member: QueueMember | undefined;
  /** How many Redirects followed each other without anything between them that took time. */
  redirects: number;
  /** Goes up with each new document; what an older one had planned is void. */
  generation: number;
  readonly recordings: Set<LiveRecording>;
  readonly transcriptions: Set<LiveTranscription>;
  readonly streams: Set<LiveStream>;
  /** Until when each side is heard, in milliseconds. */
  readonly audibleUntil: Record<StreamTrack, number>;
  /** The last recording of the whole call, for its callbacks. */
  lastRecording: LiveRecording | undefined;
  /** Run once, when the call is over. */
  readonly onEnd: Set<() => void>;
}

/** A recording that goes on. */
export interface LiveRecording {
  readonly record: RecordingRecord;
  readonly name: string | undefined;
  pause(): boolean;
  resume(): boolean;
  /**
   * Ends it. The file is ready a second later, and the callback told.
   * @param seconds how long it is; default: as long as it was not paused
   * @param ready called when the file is ready
   */
  complete(seconds?: number, ready?: () => void): void;
  /** Ends it with nothing recorded. */
  absent(): void;
  /** What requests about the call tell of it. */
  params(): FormPairs;
}

/** A real-time transcription that goes on. */
export interface LiveTranscription {
  readonly record: TranscriptionRecord;
  readonly name: string | undefined;
  /** Someone begins to speak: the first half is told at once, where partial results are wanted. */
  partial(track: 'inbound_track' | 'outbound_track', text: string): void;
  /** Something was said. `inbound_track` is the other end, `outbound_track` the flow. */
  final(track: 'inbound_track' | 'outbound_track', text: string): void;
  stop(): void;
}

/** A stream that goes on, or tries to. */
export interface LiveStream {
  readonly record: StreamRecord;
  /** The person has pressed a key; told on bidirectional streams. */
  digit(key: string): void;
  /** Ends it: the server is told, and the connection closed. */
  stop(): void;
}

/** How a wait came to its end. https://www.twilio.com/docs/voice/twiml/enqueue#queueresult-values */
export type QueueResult =
  | 'bridged'
  | 'bridging-in-process'
  | 'error'
  | 'hangup'
  | 'leave'
  | 'redirected'
  | 'redirected-from-bridged'
  | 'queue-full';

/** A call in a queue, or one that was taken out of it to be connected. */
export interface QueueMember {
  readonly call: CallRecord;
  readonly queue: QueueRecord;
  /** When it came, in milliseconds. */
  readonly joinedAt: number;
  /** How long it waited, in whole seconds: until now, or until it was taken out. */
  waitSeconds(): number;
  /** Takes it out to be connected: what it hears ends. `parted` is called once, when it goes, whatever for. */
  dequeue(parted: () => void): void;
  /** It talks with whoever took it. */
  bridged(): void;
  /** The wait, or what it led to, is over: the call goes on in its document. */
  finish(result: QueueResult): void;
  /** The call is sent elsewhere; its action is told, and has no say. */
  redirected(): void;
}

/** A queue of calls. https://www.twilio.com/docs/voice/api/queue-resource */
export interface QueueRecord {
  readonly sid: string;
  friendlyName: string;
  maxSize: number;
  readonly createdAt: number;
  updatedAt: number;
  /** Those that wait, the first one at the front. */
  readonly members: QueueMember[];
  /** Who waits for somebody to come, in the order of asking. */
  readonly waitingDials: Set<(member: QueueMember) => void>;
}
