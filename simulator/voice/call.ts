import type { SimulatorContext } from '../model/context';
import type { CallDirection, CallStatus, SimulatedCall, TranscriptLine } from '../model/calls';
import type { NumberRecord } from '../model/numbers';
import type { WebhookAddress, Activity, CallRecord } from '../model/call-records';

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

/** Nothing to do. */
export const IDLE: Activity = { stop: () => undefined };

const MAX_LINES = 200;
const MAX_LINE_LENGTH = 1000;

/** Puts a new call on the shelf and tells the subscribers. */
export function createCall(context: SimulatorContext, call: NewCall): CallRecord {
  const now = context.timers.now();
  const sid = context.ids.sid('CA');
  const record: CallRecord = {
    sid,
    createdAt: now,
    answeredAt: undefined,
    detectionMs: undefined,
    number: call.number,
    callerName: call.callerName,
    forwardedFrom: call.forwardedFrom,
    callback: call.callback,
    callbackCount: 0,
    lastCallback: Promise.resolve(),
    lastTwimlRequest: Promise.resolve(),
    fallback: call.fallback,
    activity: IDLE,
    nested: undefined,
    member: undefined,
    redirects: 0,
    generation: 0,
    recordings: new Set(),
    transcriptions: new Set(),
    streams: new Set(),
    audibleUntil: { inbound: now, outbound: now },
    lastRecording: undefined,
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

/** Tells the subscribers of a change. */
export function publishCall(context: SimulatorContext, record: CallRecord): void {
  // A call that was deleted or forgotten meanwhile does not come back.
  if (context.calls.get(record.sid) === record) context.publish({ type: 'call', item: callView(record) });
}

/** Notes what was said or done. */
export function addTranscriptLine(
  context: SimulatorContext,
  call: CallRecord,
  who: TranscriptLine['who'],
  verb: string,
  text = '',
): void {
  const { transcript } = call.view;
  transcript.push({
    at: new Date(context.timers.now()).toISOString(),
    who,
    verb,
    text: text.slice(0, MAX_LINE_LENGTH),
  });
  if (transcript.length > MAX_LINES) transcript.shift();
  publishCall(context, call);
}

/** What a call is busy with from now on. */
export function setActivity(context: SimulatorContext, call: CallRecord, activity: Activity): void {
  call.activity = activity;
  const waitingFor = activity.waitingFor ?? null;
  if (call.view.waitingFor === waitingFor) return;
  call.view.waitingFor = waitingFor;
  publishCall(context, call);
}

/** Calls off whatever a call is busy with and had planned. */
export function interrupt(context: SimulatorContext, call: CallRecord): void {
  call.generation += 1;
  const { activity } = call;
  setActivity(context, call, IDLE);
  activity.stop();
}

/** Makes something happen only as long as nothing new has begun on the call. */
export function ifCurrent<A extends unknown[]>(call: CallRecord, run: (...given: A) => void): (...given: A) => void {
  const { generation } = call;
  return (...given) => {
    if (call.generation === generation) run(...given);
  };
}

/** True when a call has ended, in whatever way. */
export function hasEnded({ view }: CallRecord): boolean {
  return view.endTime !== null;
}
