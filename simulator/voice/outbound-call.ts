import { startRecording, type RecordingOptions } from './recordings/live-recording';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { detectionOf, outcomeOf } from './call-outcomes';
import { ask, obeyInline } from './run-twiml';
import { createCall, guarded, isOver, note, setActivity, tellCall } from './call';
import { ring } from './ring';
import { endCall } from './call-status';
import type { Address, CallRecord } from '../model/call-records';

/** A call that has passed every check and goes out. Times in milliseconds. */
export interface OutboundCall {
  from: string;
  to: string;
  number: CallRecord['number'];
  /** What is done once it is answered: a document, or where to get one. */
  does: { twiml: string } | Address;
  fallback: Address | undefined;
  callback: CallRecord['callback'];
  timeout: number;
  timeLimit: number;
  sendDigits: string;
  recording: RecordingOptions | undefined;
  detection: { mode: string; timeout: number; callback: Address | undefined; isAsync: boolean } | undefined;
}

/**
 * Calls a number. It is on the shelf when this returns, and the clock carries it on.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 */
export function startCall(world: SimulatorContext, given: OutboundCall): CallRecord {
  const { from, to, number, fallback, callback, timeout, timeLimit, detection } = given;
  const call = createCall(world, { from, to, direction: 'outbound-api', status: 'queued', number, fallback, callback });
  const begin = (): void => {
    if ('twiml' in given.does) obeyInline(world, call, given.does.twiml);
    else ask(world, call, given.does, detected(call));
  };
  ring(world, call, {
    timeout,
    onAnswer() {
      const stopLimit = world.timers.after(timeLimit, () => {
        endCall(world, call, 'completed');
      });
      call.whenOver.add(stopLimit);
      if (given.recording !== undefined) call.recorded = startRecording(world, call, given.recording);
      if (given.sendDigits !== '') note(world, call, 'flow', 'SendDigits', given.sendDigits);
      if (detection === undefined) {
        begin();
        return;
      }
      const outcome = outcomeOf(to);
      const found = detectionOf('answered' in outcome ? outcome.answered : 'human', detection.mode, detection.timeout);
      const find = (): void => {
        call.view.answeredBy = found.answeredBy;
        call.detectionMs = found.after;
        tellCall(world, call);
      };
      if (!detection.isAsync) {
        // The flow is asked only when it is known who is there.
        const stop = world.timers.after(
          found.after,
          guarded(call, () => {
            find();
            begin();
          }),
        );
        setActivity(world, call, { stop });
        return;
      }
      const stop = world.timers.after(found.after, () => {
        if (isOver(call)) return;
        find();
        if (detection.callback !== undefined) tellDetection(world, call, detection.callback);
      });
      call.whenOver.add(stop);
      begin();
    },
  });
  return call;
}

/** https://www.twilio.com/docs/voice/answering-machine-detection#asyncamdstatuscallback */
function tellDetection(world: SimulatorContext, call: CallRecord, address: Address): void {
  const params: [string, string][] = [
    ['AccountSid', world.accountSid],
    ['ApiVersion', API_VERSION],
    ['CallSid', call.sid],
    ...detected(call),
  ];
  world.background(world.sender.send({ ...address, params }));
}

function detected({ view, detectionMs }: CallRecord): [string, string][] {
  if (view.answeredBy === null || detectionMs === undefined) return [];
  return [
    ['AnsweredBy', view.answeredBy],
    ['MachineDetectionDuration', String(detectionMs)],
  ];
}
