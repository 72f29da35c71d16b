import type { SimulatorContext } from '../model/context';
import type { CallDirection, CallStatus, SimulatedCall, TranscriptLine } from '../model/calls';
import type { NumberRecord } from '../model/numbers';
import type { Address, Activity, CallRecord } from '../model/call-records';

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

const MAX_LINES = 200;
const MAX_LINE = 1000;

/** Puts a new call on the shelf and tells the subscribers. */
export function createCall(world: SimulatorContext, call: NewCall): CallRecord {
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
export function tellCall(world: SimulatorContext, record: CallRecord): void {
  // A call that was deleted or forgotten meanwhile does not come back.
  if (world.calls.get(record.sid) === record) world.changed({ type: 'call', item: callView(record) });
}

/** Notes what was said or done. */
export function note(
  world: SimulatorContext,
  call: CallRecord,
  who: TranscriptLine['who'],
  verb: string,
  text = '',
): void {
  const { transcript } = call.view;
  transcript.push({ at: new Date(world.timers.now()).toISOString(), who, verb, text: text.slice(0, MAX_LINE) });
  if (transcript.length > MAX_LINES) transcript.shift();
  tellCall(world, call);
}

/** What a call is busy with from now on. */
export function setActivity(world: SimulatorContext, call: CallRecord, activity: Activity): void {
  call.activity = activity;
  const waitingFor = activity.waitingFor ?? null;
  if (call.view.waitingFor === waitingFor) return;
  call.view.waitingFor = waitingFor;
  tellCall(world, call);
}

/** Calls off whatever a call is busy with and had planned. */
export function interrupt(world: SimulatorContext, call: CallRecord): void {
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
