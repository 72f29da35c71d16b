import { detectionOf } from '../call-outcomes';
import { createCall, ifCurrent, hasEnded, addTranscriptLine, IDLE, setActivity, publishCall } from '../call';
import { endCall } from '../call-status';
import { postDetection } from '../outbound-call';
import { requestTwiml } from '../run-twiml';
import { ringPhone } from '../ring';
import { connectCalls, playKeysToFarEnd } from '../talk';
import { calleesOf, callerIdOf, type Callee } from './dial-nouns';
import type { Activity, CallRecord } from '../../model/call-records';
import type { LiveRecording } from '../../model/live-media';
import type { VerbStep } from '../../model/context';
import type { DialContext, DialResult } from './dial-context';

/** The duration of a call that was answered automatically. */
const CONVERSATION_MS = 10_000;

/** The verbs of the document before the connection. https://www.twilio.com/docs/voice/twiml/number#attributes-url */
const WHISPER_VERBS: ReadonlySet<string> = new Set(['Play', 'Say', 'Gather', 'Hangup']);
/** https://www.twilio.com/docs/api/errors/13201 */
const WHISPER_DIAL_ERROR = '13201: Dial: Cannot Dial out from a Dial Call Segment';

/**
 * Calls numbers, clients and SIP addresses, all at once or one after the other. The first one that answers, and does not hang
 * up in the document of its `url`, is connected; the other calls end.
 */
export function dialParties(step: VerbStep, dialling: DialContext): Activity | undefined {
  const { context, call } = step;
  const { timeoutMs, timeLimitMs, hangsUpOnStar, isSequential, finish } = dialling;
  const callees = calleesOf(step);
  const from = callerIdOf(step, callees);
  addTranscriptLine(context, call, 'flow', 'Dial', callees.map(({ to }) => to).join(', '));
  const [first] = callees;
  if (first === undefined || from === undefined) {
    finish({ status: 'failed', isBridged: false });
    return undefined;
  }
  const waiting = [...callees];
  const legs: CallRecord[] = [];
  let bridged: CallRecord | undefined;
  let recording: LiveRecording | undefined;
  let stopLimit = (): void => undefined;
  let separate = (): void => undefined;

  const resultOf = (leg: CallRecord | undefined): DialResult => ({
    // A callee that hangs up in the document of `url` has answered, so the status is `completed`. The page does not mention this
    // case: https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus
    status: leg?.view.status ?? 'canceled',
    isBridged: bridged !== undefined,
    sid: leg?.sid,
    seconds: leg?.answeredAt === undefined ? undefined : (leg.view.duration ?? 0),
    recording,
  });
  const onLegEnd = ifCurrent(call, (leg: CallRecord) => {
    if (bridged !== leg) {
      if (bridged !== undefined || !legs.every(hasEnded)) return;
      const nextCallee = waiting.shift();
      if (nextCallee !== undefined) {
        dial(nextCallee);
        return;
      }
    }
    stopLimit();
    separate();
    recording?.complete();
    finish(resultOf(leg));
  });
  /** The leg was redirected with the REST API. It continues without the Dial, which has ended. */
  const onLegRedirect = ifCurrent(call, (leg: CallRecord) => {
    stopLimit();
    separate();
    recording?.complete();
    legs.splice(legs.indexOf(leg), 1);
    // https://www.twilio.com/docs/voice/twiml/dial#request-parameters: there is no duration then.
    finish({ status: 'completed', isBridged: bridged === leg, sid: leg.sid, recording });
    for (const other of legs) hangUp(other);
  });
  const connect = (leg: CallRecord, isByHand: boolean): void => {
    if (bridged !== undefined || hasEnded(leg)) return;
    bridged = leg;
    leg.nested = undefined;
    setActivity(context, leg, IDLE);
    for (const other of legs) if (other !== leg) hangUp(other);
    recording = dialling.bridge(leg);
    separate = connectCalls(call, leg);
    const limit = Math.min(isByHand ? timeLimitMs : CONVERSATION_MS, timeLimitMs);
    stopLimit = context.timers.after(limit, () => {
      endCall(context, leg, 'completed');
    });
  };
  const hangUp = (leg: CallRecord): void => {
    endCall(context, leg, leg.answeredAt === undefined ? 'canceled' : 'completed');
  };
  const dial = (callee: Callee): void => {
    const leg = createCall(context, {
      from,
      to: callee.to,
      direction: 'outbound-dial',
      status: 'queued',
      parentCallSid: call.sid,
      callback: callee.callback,
    });
    legs.push(leg);
    leg.onEnd.add(() => {
      onLegEnd(leg);
    });
    leg.onRedirect = () => {
      onLegRedirect(leg);
    };
    ringPhone(context, leg, {
      timeoutMs,
      onRinging: ifCurrent(call, dialling.ringing),
      onAnswer: (isByHand) => {
        answered(step, leg, callee, () => {
          connect(leg, isByHand);
        });
      },
    });
  };

  if (isSequential) dial(waiting.shift() ?? first);
  else for (const callee of waiting.splice(0)) dial(callee);
  const replaced = (): void => {
    // Twilio does not say which status an unanswered leg has when the caller hangs up: canceled or no-answer.
    // https://www.twilio.com/docs/voice/twiml/dial#action
    dialling.replaced(resultOf(bridged ?? legs[legs.length - 1]));
  };
  return {
    stop() {
      stopLimit();
      separate();
      recording?.complete();
      // The onEnd listeners have no effect any more.
      for (const leg of [...legs]) hangUp(leg);
    },
    ended: replaced,
    redirected: replaced,
    digit(key) {
      if (key === '*' && hangsUpOnStar && bridged !== undefined) endCall(context, bridged, 'completed');
    },
  };
}

/**
 * A callee has answered: runs the document of `url` on its leg. The other phones ring on, until one of the parties is connected.
 * @param connect called at the end of the document
 */
function answered({ context }: VerbStep, leg: CallRecord, callee: Callee, connect: () => void): void {
  const { whisper, sendDigits, detection } = callee;
  if (sendDigits !== '') {
    addTranscriptLine(context, leg, 'flow', 'SendDigits', sendDigits);
    playKeysToFarEnd(context, leg, sendDigits);
  }
  if (detection !== undefined) {
    // The page does not say that the connection waits for the detection.
    const { answeredBy, afterMs } = detectionOf(leg.answerer, detection.mode, detection.timeoutMs);
    const stop = context.timers.after(afterMs, () => {
      leg.onEnd.delete(stop);
      leg.view.answeredBy = answeredBy;
      leg.detectionMs = afterMs;
      publishCall(context, leg);
      if (detection.callback !== undefined) postDetection(context, leg, detection.callback);
    });
    leg.onEnd.add(stop);
  }
  if (whisper === undefined) {
    connect();
    return;
  }
  // The page does not say what happens without a valid document. Here the parties are connected.
  leg.nested = { verbs: WHISPER_VERBS, dialError: WHISPER_DIAL_ERROR, ended: connect, failed: connect };
  requestTwiml(context, leg, whisper);
}
