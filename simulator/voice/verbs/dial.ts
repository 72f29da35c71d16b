import { recordingEvents, startRecording } from '../recordings/live-recording';
import { isE164, tidyNumber } from '../../numbering/phone-numbers';
import { addressOf, flag, warn, whole, words } from '../attributes';
import { dialQueue } from './dial-queue';
import { said } from './say';
import { ask, elementsOf } from '../run-twiml';
import { createCall, guarded, isOver, note } from '../call';
import { ring } from '../ring';
import { answered, endCall } from '../call-status';
import type { FormPairs } from '../../model/webhooks';
import type { XmlElement } from '../../model/twiml';
import type { CallEvent, Activity, CallRecord, LiveRecording } from '../../model/call-records';
import type { Source, Step } from '../../model/context';
import type { Dialling } from './dialling';

/** Someone who picks up by themselves, as phones in the simulator do, has so much to say. */
const CONVERSATION = 10_000;
const MAX_LEGS = 10;
export const callEvents: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed'];

/** Someone to be called. */
interface Callee {
  number: string;
  callback: CallRecord['callback'];
}

/**
 * Connects the call with somebody: with the first of one or more numbers that answers, or with who waits in a queue.
 * What came of it is posted to `action`; without one, the next verb's turn has come.
 *
 * https://www.twilio.com/docs/voice/twiml/dial
 */
export function dial(step: Step, next: () => void): Activity | undefined {
  const { world, call, source, element } = step;
  const action = addressOf(source, element, 'action', 'method');
  if (!flag(source, element, 'answerOnBridge', false)) answered(world, call);
  const dialling: Dialling = {
    timeout: whole(source, element, 'timeout', 30, [1, 600]) * 1000,
    timeLimit: whole(source, element, 'timeLimit', 14_400, [1, 86_400]) * 1000,
    hangsUpOnStar: flag(source, element, 'hangupOnStar', false),
    bridge() {
      answered(world, call);
      return record(step);
    },
    finish({ status, sid, seconds, recording }) {
      if (action === undefined) {
        next();
        return;
      }
      const about: [string, string][] = [
        ['DialCallStatus', status],
        ['DialBridged', String(seconds !== undefined)],
      ];
      if (sid !== undefined) about.push(['DialCallSid', sid]);
      if (seconds !== undefined) about.push(['DialCallDuration', String(seconds)]);
      const recorded: FormPairs = recording?.params() ?? [];
      ask(world, call, action, [...about, ...recorded]);
    },
  };
  const queue = elementsOf(element, undefined).find(({ name }) => name === 'Queue');
  return queue === undefined ? dialNumbers(step, dialling) : dialQueue({ ...step, element: queue }, dialling);
}

function dialNumbers(
  step: Step,
  { timeout, timeLimit, hangsUpOnStar, bridge, finish }: Dialling,
): Activity | undefined {
  const { world, call } = step;
  const callees = calleesOf(step);
  note(world, call, 'flow', 'Dial', callees.map(({ number }) => number).join(', '));
  const from = callerOf(step);
  const legs: CallRecord[] = [];
  let bridged: CallRecord | undefined;
  let recording: LiveRecording | undefined;
  let stopLimit = (): void => undefined;

  const over = guarded(call, (leg: CallRecord) => {
    if (bridged !== leg && !legs.every(isOver)) return;
    stopLimit();
    recording?.complete();
    const status = bridged === undefined ? leg.view.status : 'completed';
    finish({ status, sid: leg.sid, seconds: bridged && (bridged.view.duration ?? 0), recording });
  });
  const connect = (leg: CallRecord, byItself: boolean): void => {
    bridged = leg;
    for (const other of legs) if (other !== leg) endCall(world, other, 'canceled');
    recording = bridge();
    const ends = [byItself ? CONVERSATION : timeLimit, timeLimit];
    stopLimit = world.timers.after(Math.min(...ends), () => {
      endCall(world, leg, 'completed');
    });
  };

  for (const { number, callback } of callees) {
    const leg = createCall(world, {
      from,
      to: number,
      direction: 'outbound-dial',
      status: 'queued',
      parentCallSid: call.sid,
      callback,
    });
    legs.push(leg);
    leg.whenOver.add(() => {
      over(leg);
    });
    ring(world, leg, {
      timeout,
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
      // The listener is void by now, so that nothing goes on here.
      for (const leg of legs) endCall(world, leg, leg === bridged ? 'completed' : 'canceled');
    },
    digit(key) {
      if (key === '*' && hangsUpOnStar && bridged !== undefined) endCall(world, bridged, 'completed');
    },
  };
}

function calleesOf({ source, element }: Step): Callee[] {
  const nouns = elementsOf(element, undefined);
  const found: Callee[] = nouns.flatMap((noun) => {
    if (noun.name === 'Number') return [{ number: tidyNumber(said(noun)), callback: callbackOf(source, noun) }];
    warn(source, `<${noun.name}> within <Dial> is not simulated; it is skipped`);
    return [];
  });
  if (nouns.length === 0) found.push({ number: tidyNumber(said(element)), callback: undefined });
  return found.slice(0, MAX_LEGS).filter(({ number }) => {
    if (isE164(number)) return true;
    source.line?.error(`13223: Dial: Invalid phone number format: "${number.slice(0, 50)}"`);
    return false;
  });
}

/** https://www.twilio.com/docs/voice/twiml/number#statuscallback */
function callbackOf(source: Source, noun: XmlElement): CallRecord['callback'] {
  const callback = addressOf(source, noun, 'statusCallback', 'statusCallbackMethod');
  return callback && { ...callback, events: words(source, noun, 'statusCallbackEvent', callEvents, ['completed']) };
}

function callerOf({ call, element }: Step): string {
  const callerId = tidyNumber(element.attributes['callerId'] ?? '');
  return isE164(callerId) ? callerId : call.view.from;
}

function record({ world, call, source, element }: Step): LiveRecording | undefined {
  const mode = element.attributes['record'] ?? 'do-not-record';
  if (mode === 'do-not-record' || mode === 'false') return undefined;
  const callback = addressOf(source, element, 'recordingStatusCallback', 'recordingStatusCallbackMethod');
  const events = words(source, element, 'recordingStatusCallbackEvent', recordingEvents, ['completed']);
  return startRecording(world, call, {
    source: 'DialVerb',
    track: 'both',
    channels: mode.endsWith('dual') ? 2 : 1,
    callback: callback && { ...callback, events },
  });
}
