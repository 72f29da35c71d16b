import type { NumberRecord } from '../numbering/own-numbers';
import type { Member } from './queue';
import type { LiveRecording } from './recordings/live-recording';
import type { LiveTranscription } from './recordings/live-transcription';
import type { LiveStream } from './streams/live-stream';
import type { StreamTrack } from '../model/streams';
import type { World } from '../model/context';
import type { CallDirection, CallStatus, SimulatedCall, TranscriptLine } from '../model/calls';

/** Where Twilio asks or tells something. */
export interface Address {
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
export interface Frame {
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
  callback: (Address & { events: ReadonlySet<CallEvent> }) | undefined;
  /** How many events it has told of. */
  told: number;
  /** Its callbacks follow each other; this is the last one under way. */
  posted: Promise<void>;
  /** The last request for TwiML, until its answer has been taken up. */
  asked: Promise<void>;
  /** Asked for TwiML when the first address fails. */
  fallback: Address | undefined;
  activity: Activity;
  /** Set while another document than the call's own is obeyed. */
  frame: Frame | undefined;
  /** Its place in a queue, until what that led to is over. */
  member: Member | undefined;
  /** How many Redirects followed each other without anything between them that took time. */
  redirects: number;
  /** Goes up with each new document; what an older one had planned is void. */
  turn: number;
  readonly recordings: Set<LiveRecording>;
  readonly transcriptions: Set<LiveTranscription>;
  readonly streams: Set<LiveStream>;
  /** Until when each side is heard, in milliseconds. */
  readonly heardUntil: Record<StreamTrack, number>;
  /** The last recording of the whole call, for its callbacks. */
  recorded: LiveRecording | undefined;
  /** Run once, when the call is over. */
  readonly whenOver: Set<() => void>;
}

export interface NewCall {
  from: string;
  to: string;
  direction: CallDirection;
  status: CallStatus;
  number?: NumberRecord | undefined;
  parentCallSid?: string | undefined;
  callerName?: string | undefined;
  forwardedFrom?: string | undefined;
  callback?: CallRecord['callback'];
  fallback?: Address | undefined;
}

/** Nothing to do. */
export const idle: Activity = { stop: () => undefined };

const mostLines = 200;
const longestLine = 1000;

/** Puts a new call on the shelf and tells the subscribers. */
export function createCall(world: World, call: NewCall): CallRecord {
  const now = world.timers.now();
  const sid = world.ids.sid('CA');
  const record: CallRecord = {
    sid,
    createdAt: now,
    answeredAt: undefined,
    detectionMs: undefined,
    number: call.number,
    callerName: call.callerName,
    forwardedFrom: call.forwardedFrom,
    callback: call.callback,
    told: 0,
    posted: Promise.resolve(),
    asked: Promise.resolve(),
    fallback: call.fallback,
    activity: idle,
    frame: undefined,
    member: undefined,
    redirects: 0,
    turn: 0,
    recordings: new Set(),
    transcriptions: new Set(),
    streams: new Set(),
    heardUntil: { inbound: now, outbound: now },
    recorded: undefined,
    whenOver: new Set(),
    view: {
      sid,
      from: call.from,
      to: call.to,
      direction: call.direction,
      status: call.status,
      duration: null,
      parentCallSid: call.parentCallSid ?? null,
      answeredBy: null,
      dateCreated: new Date(now).toISOString(),
      startTime: null,
      endTime: null,
      transcript: [],
      waitingFor: null,
    },
  };
  world.calls.add(record);
  tellCall(world, record);
  return record;
}

/** A copy for the world outside. */
export function callView(record: CallRecord): SimulatedCall {
  return structuredClone(record.view);
}

/** Tells the subscribers of a change. */
export function tellCall(world: World, record: CallRecord): void {
  // A call that was deleted or forgotten meanwhile does not come back.
  if (world.calls.get(record.sid) === record) world.changed({ type: 'call', item: callView(record) });
}

/** Notes what was said or done. */
export function note(world: World, call: CallRecord, who: TranscriptLine['who'], verb: string, text = ''): void {
  const { transcript } = call.view;
  transcript.push({ at: new Date(world.timers.now()).toISOString(), who, verb, text: text.slice(0, longestLine) });
  if (transcript.length > mostLines) transcript.shift();
  tellCall(world, call);
}

/** What a call is busy with from now on. */
export function setActivity(world: World, call: CallRecord, activity: Activity): void {
  call.activity = activity;
  const waitingFor = activity.waitingFor ?? null;
  if (call.view.waitingFor === waitingFor) return;
  call.view.waitingFor = waitingFor;
  tellCall(world, call);
}

/** Calls off whatever a call is busy with and had planned. */
export function interrupt(world: World, call: CallRecord): void {
  call.turn += 1;
  const { activity } = call;
  setActivity(world, call, idle);
  activity.stop();
}

/** Makes something happen only as long as nothing new has begun on the call. */
export function guarded<A extends unknown[]>(call: CallRecord, run: (...given: A) => void): (...given: A) => void {
  const { turn } = call;
  return (...given) => {
    if (call.turn === turn) run(...given);
  };
}

/** True when a call has ended, in whatever way. */
export function isOver({ view }: CallRecord): boolean {
  return view.endTime !== null;
}
