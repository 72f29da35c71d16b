import { RECORDING_EVENTS, startRecording } from '../recordings/live-recording';
import { dialledNumber, isE164, normalizeNumber } from '../../numbering/phone-numbers';
import { urlAttribute, booleanAttribute, warn, integerAttribute, listAttribute } from '../attributes';
import { dialQueue } from './dial-queue';
import { textContent } from './say';
import { postWebhook, requestTwiml } from '../run-twiml';
import { childElements } from '../twiml-response';
import { createCall, ifCurrent, hasEnded, addTranscriptLine } from '../call';
import { ringPhone } from '../ring';
import { markAnswered, endCall } from '../call-status';
import type { FormPairs } from '../../model/webhooks';
import type { XmlElement } from '../../model/twiml';
import type { CallEvent, Activity, CallRecord, LiveRecording } from '../../model/call-records';
import type { DocumentSource, VerbStep } from '../../model/context';
import type { DialContext, DialResult } from './dial-context';

/** The duration of a call that was answered automatically. */
const CONVERSATION_MS = 10_000;
const MAX_LEGS = 10;
export const CALL_EVENTS: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed'];

/** A number to call. */
interface Callee {
  number: string;
  callback: CallRecord['callback'];
}

/**
 * Connects the call with the first number that answers, or with a call in a queue. Then requests `action` with the result,
 * or continues with the next verb. The action is also requested after a hang-up, and its response ignored.
 *
 * https://www.twilio.com/docs/voice/twiml/dial
 */
export function dialVerb(step: VerbStep, next: () => void): Activity | undefined {
  const { context, call, source, element } = step;
  const action = urlAttribute(source, element, 'action', 'method');
  if (!booleanAttribute(source, element, 'answerOnBridge', false)) markAnswered(context, call);
  const actionParams = ({ status, sid, seconds, recording, queue = [] }: DialResult): FormPairs => {
    const about: [string, string][] = [
      ['DialCallStatus', status],
      ['DialBridged', String(seconds !== undefined)],
    ];
    if (sid !== undefined) about.push(['DialCallSid', sid]);
    if (seconds !== undefined) about.push(['DialCallDuration', String(seconds)]);
    return [...about, ...queue, ...(recording?.params() ?? [])];
  };
  const dialling: DialContext = {
    timeoutMs: integerAttribute(source, element, 'timeout', 30, [1, 600]) * 1000,
    timeLimitMs: integerAttribute(source, element, 'timeLimit', 14_400, [1, 86_400]) * 1000,
    hangsUpOnStar: booleanAttribute(source, element, 'hangupOnStar', false),
    bridge() {
      markAnswered(context, call);
      return startDialRecording(step);
    },
    finish(result) {
      if (action === undefined) next();
      else requestTwiml(context, call, action, actionParams(result));
    },
    hungUp(result) {
      if (action !== undefined) postWebhook(context, call, action, actionParams(result));
    },
  };
  const queue = childElements(element, undefined).find(({ name }) => name === 'Queue');
  return queue === undefined ? dialNumbers(step, dialling) : dialQueue({ ...step, element: queue }, dialling);
}

function dialNumbers(
  step: VerbStep,
  { timeoutMs, timeLimitMs, hangsUpOnStar, bridge, finish, hungUp }: DialContext,
): Activity | undefined {
  const { context, call } = step;
  const callees = calleesOf(step);
  addTranscriptLine(context, call, 'flow', 'Dial', callees.map(({ number }) => number).join(', '));
  const from = callerOf(step);
  const legs: CallRecord[] = [];
  let bridged: CallRecord | undefined;
  let recording: LiveRecording | undefined;
  let stopLimit = (): void => undefined;

  const onLegEnd = ifCurrent(call, (leg: CallRecord) => {
    if (bridged !== leg && !legs.every(hasEnded)) return;
    stopLimit();
    recording?.complete();
    const status = bridged === undefined ? leg.view.status : 'completed';
    finish({ status, sid: leg.sid, seconds: bridged && (bridged.view.duration ?? 0), recording });
  });
  const connect = (leg: CallRecord, isAutomatic: boolean): void => {
    bridged = leg;
    for (const other of legs) if (other !== leg) endCall(context, other, 'canceled');
    recording = bridge();
    const ends = [isAutomatic ? CONVERSATION_MS : timeLimitMs, timeLimitMs];
    stopLimit = context.timers.after(Math.min(...ends), () => {
      endCall(context, leg, 'completed');
    });
  };

  for (const { number, callback } of callees) {
    const leg = createCall(context, {
      from,
      to: number,
      direction: 'outbound-dial',
      status: 'queued',
      parentCallSid: call.sid,
      callback,
    });
    legs.push(leg);
    leg.onEnd.add(() => {
      onLegEnd(leg);
    });
    ringPhone(context, leg, {
      timeoutMs,
      onAnswer: (by) => {
        connect(leg, by !== 'person');
      },
    });
  }
  if (legs.length === 0) {
    finish({ status: 'failed' });
    return undefined;
  }
  return {
    stop() {
      stopLimit();
      recording?.complete();
      // The onEnd listeners have no effect any more.
      for (const leg of legs) endCall(context, leg, leg === bridged ? 'completed' : 'canceled');
    },
    ended() {
      // Twilio does not say which status an unanswered leg has when the caller hangs up: canceled or no-answer.
      // https://www.twilio.com/docs/voice/twiml/dial#action
      const leg = bridged ?? legs[legs.length - 1];
      hungUp({
        status: leg?.view.status ?? 'canceled',
        sid: leg?.sid,
        seconds: bridged && (bridged.view.duration ?? 0),
        recording,
      });
    },
    digit(key) {
      if (key === '*' && hangsUpOnStar && bridged !== undefined) endCall(context, bridged, 'completed');
    },
  };
}

function calleesOf({ source, element }: VerbStep): Callee[] {
  const nouns = childElements(element, undefined);
  const found: Callee[] = nouns.flatMap((noun) => {
    if (noun.name === 'Number')
      return [{ number: dialledNumber(textContent(noun)), callback: callbackOf(source, noun) }];
    warn(source, `<${noun.name}> in <Dial> is not supported; it is skipped`);
    return [];
  });
  if (nouns.length === 0) found.push({ number: dialledNumber(textContent(element)), callback: undefined });
  return found.slice(0, MAX_LEGS).filter(({ number }) => {
    if (isE164(number)) return true;
    source.line?.error(`13223: Dial: Invalid phone number format: "${number.slice(0, 50)}"`);
    return false;
  });
}

/** https://www.twilio.com/docs/voice/twiml/number#statuscallback */
function callbackOf(source: DocumentSource, noun: XmlElement): CallRecord['callback'] {
  const callback = urlAttribute(source, noun, 'statusCallback', 'statusCallbackMethod');
  return (
    callback && { ...callback, events: listAttribute(source, noun, 'statusCallbackEvent', CALL_EVENTS, ['completed']) }
  );
}

function callerOf({ call, element }: VerbStep): string {
  const callerId = normalizeNumber(element.attributes['callerId'] ?? '');
  return isE164(callerId) ? callerId : call.view.from;
}

function startDialRecording({ context, call, source, element }: VerbStep): LiveRecording | undefined {
  const mode = element.attributes['record'] ?? 'do-not-record';
  if (mode === 'do-not-record' || mode === 'false') return undefined;
  const callback = urlAttribute(source, element, 'recordingStatusCallback', 'recordingStatusCallbackMethod');
  const events = listAttribute(source, element, 'recordingStatusCallbackEvent', RECORDING_EVENTS, ['completed']);
  return startRecording(context, call, {
    source: 'DialVerb',
    track: 'both',
    channels: mode.endsWith('dual') ? 2 : 1,
    callback: callback && { ...callback, events },
  });
}
