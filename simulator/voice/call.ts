import { createAudioTrack } from './streams/audio-track';
import type { SimulatorContext } from '../model/context';
import type { CallDirection, CallStatus, SimulatedCall, TranscriptLine } from '../model/calls';
import type { NumberRecord } from '../model/numbers';
import type { WebhookAddress, Activity, CallRecord } from '../model/call-records';

/** A call to create. */
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
  fallback?: WebhookAddress | undefined;
}

/** No activity. */
export const IDLE: Activity = { stop: () => undefined };

/** The audience of a call that is not connected with another one. */
export const NOBODY = (): readonly CallRecord[] => [];

const MAX_LINES = 200;
/** The longest text of a line of a transcript. */
export const MAX_LINE_LENGTH = 1000;

/** Creates a call and publishes it. */
export function createCall(context: SimulatorContext, call: NewCall): CallRecord {
  const now = context.timers.now();
  const sid = context.ids.sid('CA');
  const record: CallRecord = {
    sid,
    createdAt: now,
    answeredAt: undefined,
    answerer: 'human',
    detectionMs: undefined,
    number: call.number,
    callerName: call.callerName,
    forwardedFrom: call.forwardedFrom,
    callback: call.callback,
    callbackCount: 0,
    lastCallback: Promise.resolve(),
    lastTwimlRequest: Promise.resolve(),
    fallback: call.fallback,
    timeLimitMs: undefined,
    stopTimeLimit: () => undefined,
    activity: IDLE,
    nested: undefined,
    member: undefined,
    audience: NOBODY,
    far: undefined,
    onSpeech: undefined,
    onRedirect: undefined,
    redirects: 0,
    generation: 0,
    recordings: new Set(),
    transcriptions: new Set(),
    streams: new Set(),
    audibleUntil: { inbound: now, outbound: now },
    audio: { inbound: createAudioTrack(), outbound: createAudioTrack() },
    lastRecording: undefined,
    onAnswer: new Set(),
    onEnd: new Set(),
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
  context.calls.add(record);
  publishCall(context, record);
  return record;
}

/** A copy as the state shows it. */
export function callView(record: CallRecord): SimulatedCall {
  return structuredClone(record.view);
}

/** Publishes a change of the call. */
export function publishCall(context: SimulatorContext, record: CallRecord): void {
  // Not a deleted or removed call.
  if (context.calls.get(record.sid) === record) context.publish({ type: 'call', item: callView(record) });
}

/** Adds a line to the transcript. It can be changed afterwards, followed by `publishCall`. */
export function addTranscriptLine(
  context: SimulatorContext,
  call: CallRecord,
  who: TranscriptLine['who'],
  verb: string,
  text = '',
): TranscriptLine {
  const { transcript } = call.view;
  const line: TranscriptLine = {
    at: new Date(context.timers.now()).toISOString(),
    who,
    verb,
    text: text.slice(0, MAX_LINE_LENGTH),
  };
  transcript.push(line);
  if (transcript.length > MAX_LINES) transcript.shift();
  publishCall(context, call);
  return line;
}

/** The audio or music of a line is over. */
export function endTranscriptLine(context: SimulatorContext, call: CallRecord, line: TranscriptLine): void {
  if (line.ended === true) return;
  line.ended = true;
  publishCall(context, call);
}

/** Sets the current activity. */
export function setActivity(context: SimulatorContext, call: CallRecord, activity: Activity): void {
  call.activity = activity;
  const waitingFor = activity.waitingFor ?? null;
  if (call.view.waitingFor === waitingFor) return;
  call.view.waitingFor = waitingFor;
  publishCall(context, call);
}

/** Cancels the current activity and all pending callbacks of the document. */
export function interrupt(context: SimulatorContext, call: CallRecord): void {
  call.generation += 1;
  const { activity } = call;
  setActivity(context, call, IDLE);
  activity.stop();
}

/** Wraps a callback: it runs only while the call has the same document. */
export function ifCurrent<A extends unknown[]>(call: CallRecord, run: (...args: A) => void): (...args: A) => void {
  const { generation } = call;
  return (...args) => {
    if (call.generation === generation) run(...args);
  };
}

/** True for an ended call. */
export function hasEnded({ view }: CallRecord): boolean {
  return view.endTime !== null;
}
