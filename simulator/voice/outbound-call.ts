import { startRecording, type RecordingOptions } from './recordings/live-recording';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { detectionOf } from './call-outcomes';
import { requestTwiml, runInlineTwiml } from './run-twiml';
import { createCall, ifCurrent, hasEnded, addTranscriptLine, setActivity, publishCall } from './call';
import { ringPhone } from './ring';
import { playKeysToFarEnd } from './talk';
import { setTimeLimit } from './call-status';
import type { WebhookAddress, CallRecord } from '../model/call-records';

/** A validated outbound call. */
export interface OutboundCall {
  from: string;
  to: string;
  number: CallRecord['number'];
  /** What runs after the answer: TwiML, its URL, or a function. */
  instructions: { twiml: string } | WebhookAddress | { begin(call: CallRecord): void };
  fallback: WebhookAddress | undefined;
  callback: CallRecord['callback'];
  timeoutMs: number;
  timeLimitMs: number;
  sendDigits: string;
  recording: RecordingOptions | undefined;
  detection: { mode: string; timeoutMs: number; callback: WebhookAddress | undefined; isAsync: boolean } | undefined;
}

/**
 * Creates a call and dials. The call continues with the clock.
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
  setTimeLimit(context, call, timeLimitMs);
  const begin = (): void => {
    const { instructions } = given;
    if ('begin' in instructions) instructions.begin(call);
    else if ('twiml' in instructions) runInlineTwiml(context, call, instructions.twiml);
    else requestTwiml(context, call, instructions, detectionParams(call));
  };
  ringPhone(context, call, {
    timeoutMs,
    onAnswer() {
      if (given.recording !== undefined) call.lastRecording = startRecording(context, call, given.recording);
      if (given.sendDigits !== '') {
        addTranscriptLine(context, call, 'flow', 'SendDigits', given.sendDigits);
        playKeysToFarEnd(context, call, given.sendDigits);
      }
      if (detection === undefined) {
        begin();
        return;
      }
      const detected = detectionOf(call.answerer, detection.mode, detection.timeoutMs);
      const setDetected = (): void => {
        call.view.answeredBy = detected.answeredBy;
        call.detectionMs = detected.afterMs;
        publishCall(context, call);
      };
      if (!detection.isAsync) {
        // TwiML is requested after the detection.
        const stop = context.timers.after(
          detected.afterMs,
          ifCurrent(call, () => {
            setDetected();
            begin();
          }),
        );
        setActivity(context, call, { stop });
        return;
      }
      const stop = context.timers.after(detected.afterMs, () => {
        if (hasEnded(call)) return;
        setDetected();
        if (detection.callback !== undefined) postDetection(context, call, detection.callback);
      });
      call.onEnd.add(stop);
      begin();
    },
  });
  return call;
}

/** https://www.twilio.com/docs/voice/answering-machine-detection#asyncamdstatuscallback */
export function postDetection(context: SimulatorContext, call: CallRecord, address: WebhookAddress): void {
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
