import { startRecording, type RecordingOptions } from './recordings/live-recording';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { detectionOf, outcomeOf } from './call-outcomes';
import { requestTwiml, runInlineTwiml } from './run-twiml';
import { createCall, ifCurrent, hasEnded, addTranscriptLine, setActivity, publishCall } from './call';
import { ringPhone } from './ring';
import { endCall } from './call-status';
import type { WebhookAddress, CallRecord } from '../model/call-records';

/** A call that has passed every check and goes out. Times in milliseconds. */
export interface OutboundCall {
  from: string;
  to: string;
  number: CallRecord['number'];
  /** What is done once it is answered: a document, or where to get one. */
  instructions: { twiml: string } | WebhookAddress;
  fallback: WebhookAddress | undefined;
  callback: CallRecord['callback'];
  timeoutMs: number;
  timeLimitMs: number;
  sendDigits: string;
  recording: RecordingOptions | undefined;
  detection: { mode: string; timeout: number; callback: WebhookAddress | undefined; isAsync: boolean } | undefined;
}

/**
 * Calls a number. It is on the shelf when this returns, and the clock carries it on.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 */
export function startCall(context: SimulatorContext, given: OutboundCall): CallRecord {
  const { from, to, number, fallback, callback, timeoutMs, timeLimitMs, detection } = given;
  const call = createCall(context, {
    from,
    to,
    direction: 'outbound-api',
    status: 'queued',
    number,
    fallback,
    callback,
  });
  const begin = (): void => {
    if ('twiml' in given.instructions) runInlineTwiml(context, call, given.instructions.twiml);
    else requestTwiml(context, call, given.instructions, detectionParams(call));
  };
  ringPhone(context, call, {
    timeoutMs,
    onAnswer() {
      const stopLimit = context.timers.after(timeLimitMs, () => {
        endCall(context, call, 'completed');
      });
      call.onEnd.add(stopLimit);
      if (given.recording !== undefined) call.lastRecording = startRecording(context, call, given.recording);
      if (given.sendDigits !== '') addTranscriptLine(context, call, 'flow', 'SendDigits', given.sendDigits);
      if (detection === undefined) {
        begin();
        return;
      }
      const outcome = outcomeOf(to);
      const found = detectionOf('answered' in outcome ? outcome.answered : 'human', detection.mode, detection.timeout);
      const find = (): void => {
        call.view.answeredBy = found.answeredBy;
        call.detectionMs = found.after;
        publishCall(context, call);
      };
      if (!detection.isAsync) {
        // The flow is asked only when it is known who is there.
        const stop = context.timers.after(
          found.after,
          ifCurrent(call, () => {
            find();
            begin();
          }),
        );
        setActivity(context, call, { stop });
        return;
      }
      const stop = context.timers.after(found.after, () => {
        if (hasEnded(call)) return;
        find();
        if (detection.callback !== undefined) postDetection(context, call, detection.callback);
      });
      call.onEnd.add(stop);
      begin();
    },
  });
  return call;
}

/** https://www.twilio.com/docs/voice/answering-machine-detection#asyncamdstatuscallback */
function postDetection(context: SimulatorContext, call: CallRecord, address: WebhookAddress): void {
  const params: [string, string][] = [
    ['AccountSid', context.accountSid],
    ['ApiVersion', API_VERSION],
    ['CallSid', call.sid],
    ...detectionParams(call),
  ];
  context.track(context.sender.send({ ...address, params }));
}

function detectionParams({ view, detectionMs }: CallRecord): [string, string][] {
  if (view.answeredBy === null || detectionMs === undefined) return [];
  return [
    ['AnsweredBy', view.answeredBy],
    ['MachineDetectionDuration', String(detectionMs)],
  ];
}
