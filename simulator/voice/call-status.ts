import { rfc2822 } from '../protocol/dates';
import type { SimulatorContext } from '../model/context';
import { SIP_CODES } from './call-outcomes';
import { callParams } from './call-params';
import { interrupt, hasEnded, publishCall } from './call';
import type { CallStatus } from '../model/calls';
import type { FormPairs } from '../model/webhooks';
import type { CallEvent, CallRecord } from '../model/call-records';

/** The final statuses of a call. */
export type Ending = keyof typeof SIP_CODES;

/** Twilio dials. Only the callback has `initiated`: the status of the resource is still `queued`. */
export function markInitiated(context: SimulatorContext, call: CallRecord): void {
  postStatus(context, call, 'initiated', [['CallStatus', 'initiated']]);
}

/** The phone rings. */
export function markRinging(context: SimulatorContext, call: CallRecord): void {
  setStatus(context, call, 'ringing');
  postStatus(context, call, 'ringing');
}

/** Answers the call. No effect on an answered or ended call. */
export function markAnswered(context: SimulatorContext, call: CallRecord): void {
  if (call.answeredAt !== undefined || hasEnded(call)) return;
  call.answeredAt = context.timers.now();
  call.view.startTime = new Date(call.answeredAt).toISOString();
  setStatus(context, call, 'in-progress');
  postStatus(context, call, 'answered');
  startTimeLimit(context, call);
  runOnce(call.onAnswer);
}

/**
 * Ends the call `ms` after its answer. Replaces an earlier limit.
 * https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
 */
export function setTimeLimit(context: SimulatorContext, call: CallRecord, ms: number): void {
  call.timeLimitMs = ms;
  startTimeLimit(context, call);
}

function startTimeLimit(context: SimulatorContext, call: CallRecord): void {
  const { answeredAt, timeLimitMs } = call;
  if (answeredAt === undefined || timeLimitMs === undefined) return;
  call.stopTimeLimit();
  call.stopTimeLimit = context.timers.after(answeredAt + timeLimitMs - context.timers.now(), () => {
    endCall(context, call, 'completed');
  });
}

/** Ends the call with everything on it, and sends the callback. No effect on an ended call. */
export function endCall(context: SimulatorContext, call: CallRecord, ending: Ending): void {
  if (hasEnded(call)) return;
  const now = context.timers.now();
  const { activity } = call;
  call.stopTimeLimit();
  interrupt(context, call);
  const { view } = call;
  view.endTime = new Date(now).toISOString();
  view.duration = call.answeredAt === undefined ? 0 : Math.round((now - call.answeredAt) / 1000);
  view.status = ending;
  activity.ended?.();
  for (const recording of [...call.recordings]) recording.complete();
  for (const transcription of [...call.transcriptions]) transcription.stop();
  for (const stream of [...call.streams]) stream.stop();
  publishCall(context, call);
  const isOutbound = view.direction !== 'inbound';
  const { lastRecording } = call;
  postStatus(context, call, 'completed', [
    ['CallDuration', String(view.duration)],
    // In minutes, rounded up.
    ['Duration', String(Math.ceil(view.duration / 60))],
    ...(isOutbound ? ([['SipResponseCode', String(SIP_CODES[ending])]] as const) : []),
    ...(lastRecording === undefined ? [] : lastRecording.params()),
  ]);
  call.onAnswer.clear();
  runOnce(call.onEnd);
}

function runOnce(listeners: Set<() => void>): void {
  const all = [...listeners];
  listeners.clear();
  for (const listener of all) listener();
}

function setStatus(context: SimulatorContext, call: CallRecord, status: CallStatus): void {
  call.view.status = status;
  publishCall(context, call);
}

/** https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
function postStatus(context: SimulatorContext, call: CallRecord, event: CallEvent, more: FormPairs = []): void {
  const { callback } = call;
  if (callback?.events.has(event) !== true) return;
  const named = new Map<string, string>([
    ...callParams(context, call),
    ['Timestamp', rfc2822(context.timers.now())],
    ['CallbackSource', 'call-progress-events'],
    ['SequenceNumber', String(call.callbackCount)],
    ...more.map(([name, value]): [string, string] => [name, value]),
  ]);
  call.callbackCount += 1;
  call.lastCallback = call.lastCallback.then(async () => {
    await context.sender.send({ url: callback.url, method: callback.method, params: [...named] });
  });
  context.track(call.lastCallback);
}
