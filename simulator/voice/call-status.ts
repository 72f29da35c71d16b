import { rfc2822 } from '../protocol/dates';
import type { SimulatorContext } from '../model/context';
import { sipCodes } from './call-outcomes';
import { callParams } from './call-params';
import { interrupt, isOver, tellCall } from './call';
import type { CallStatus } from '../model/calls';
import type { FormPairs } from '../model/webhooks';
import type { CallEvent, CallRecord } from '../model/call-records';

/** The ways in which a call can end. */
export type Ending = keyof typeof sipCodes;

/** Twilio has begun to dial. The resource still says queued; only the callback says initiated. */
export function initiated(world: SimulatorContext, call: CallRecord): void {
  post(world, call, 'initiated', [['CallStatus', 'initiated']]);
}

/** The phone rings. */
export function ringing(world: SimulatorContext, call: CallRecord): void {
  setStatus(world, call, 'ringing');
  post(world, call, 'ringing');
}

/** The call is answered; it counts from now. */
export function answered(world: SimulatorContext, call: CallRecord): void {
  if (call.answeredAt !== undefined || isOver(call)) return;
  call.answeredAt = world.timers.now();
  call.view.startTime = new Date(call.answeredAt).toISOString();
  setStatus(world, call, 'in-progress');
  post(world, call, 'answered');
}

/** The call is over: everything on it ends, and its callback is told. Nothing happens when it was over already. */
export function endCall(world: SimulatorContext, call: CallRecord, ending: Ending): void {
  if (isOver(call)) return;
  const now = world.timers.now();
  const { activity } = call;
  interrupt(world, call);
  const { view } = call;
  view.endTime = new Date(now).toISOString();
  view.duration = call.answeredAt === undefined ? 0 : Math.round((now - call.answeredAt) / 1000);
  view.status = ending;
  activity.ended?.();
  for (const recording of [...call.recordings]) recording.complete();
  for (const transcription of [...call.transcriptions]) transcription.stop();
  for (const stream of [...call.streams]) stream.stop();
  tellCall(world, call);
  const isOutbound = view.direction !== 'inbound';
  const { recorded } = call;
  post(world, call, 'completed', [
    ['CallDuration', String(view.duration)],
    // In minutes, begun ones counted as whole.
    ['Duration', String(Math.ceil(view.duration / 60))],
    ...(isOutbound ? ([['SipResponseCode', String(sipCodes[ending])]] as const) : []),
    ...(recorded === undefined ? [] : recorded.params()),
  ]);
  const listeners = [...call.whenOver];
  call.whenOver.clear();
  for (const listener of listeners) listener();
}

function setStatus(world: SimulatorContext, call: CallRecord, status: CallStatus): void {
  call.view.status = status;
  tellCall(world, call);
}

/** https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
function post(world: SimulatorContext, call: CallRecord, event: CallEvent, more: FormPairs = []): void {
  const { callback } = call;
  if (callback?.events.has(event) !== true) return;
  const named = new Map<string, string>([
    ...callParams(world, call),
    ['Timestamp', rfc2822(world.timers.now())],
    ['CallbackSource', 'call-progress-events'],
    ['SequenceNumber', String(call.told)],
    ...more.map(([name, value]): [string, string] => [name, value]),
  ]);
  call.told += 1;
  call.posted = call.posted.then(async () => {
    await world.sender.send({ url: callback.url, method: callback.method, params: [...named] });
  });
  world.background(call.posted);
}
