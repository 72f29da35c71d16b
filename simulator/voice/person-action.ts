import type { SimulatorContext } from '../model/context';
import { hasEnded, addTranscriptLine } from './call';
import { endCall } from './call-status';
import { speakingTimeMs } from './verbs/say';
import type { CallAct } from '../model/calls';
import { SimulatorInputError } from '../core/input-error';
import type { CallRecord } from '../model/call-records';

const ACTIONS = ['digits', 'speech', 'answer', 'hangup', 'ring'];
const MAX_SPEECH = 1000;

/**
 * Validates an action of a person on a call.
 * @throws SimulatorInputError
 */
export function readCallAct(action: string, given: Readonly<Record<string, unknown>>): CallAct {
  const { digits, text } = given;
  switch (action) {
    case 'digits':
      if (typeof digits !== 'string' || !/^[0-9*#]{1,100}$/.test(digits)) {
        throw new SimulatorInputError('"digits" must be keys of a phone: 0 to 9, * and #.');
      }
      return { action, digits };
    case 'speech': {
      if (typeof text !== 'string' || text.trim() === '') {
        throw new SimulatorInputError('"text" must be the words of the person.');
      }
      if (text.length > MAX_SPEECH) {
        throw new SimulatorInputError(`"text" must have at most ${String(MAX_SPEECH)} characters.`);
      }
      return { action, text: text.replace(/\s+/g, ' ').trim() };
    }
    case 'answer':
    case 'hangup':
    case 'ring':
      return { action };
    default:
      throw new SimulatorInputError(
        `"${action.slice(0, 50)}" is not an action on a call. Use one of: ${ACTIONS.join(', ')}.`,
      );
  }
}

/**
 * Performs an action of a person on a call.
 * @throws SimulatorInputError when it is not possible now
 */
export function personAction(context: SimulatorContext, call: CallRecord, act: CallAct): void {
  if (hasEnded(call)) throw new SimulatorInputError('This call is over.');
  switch (act.action) {
    case 'digits':
      assertAnswered(call, 'pressed');
      addTranscriptLine(context, call, 'person', 'Digits', act.digits);
      // A key can start the next verb, which gets the next key.
      for (const key of act.digits) call.activity.digit?.(key);
      return;
    case 'speech': {
      assertAnswered(call, 'spoken');
      const ms = speakingTimeMs(act.text);
      addTranscriptLine(context, call, 'person', 'Speech', act.text);
      call.audibleUntil.inbound = context.timers.now() + ms;
      call.activity.speech?.(act.text, ms);
      for (const one of call.transcriptions) one.partial('inbound_track', act.text);
      const stop = context.timers.after(ms, () => {
        call.onEnd.delete(stop);
        for (const one of call.transcriptions) one.final('inbound_track', act.text);
      });
      call.onEnd.add(stop);
      return;
    }
    case 'answer':
      if (call.activity.answer === undefined) {
        throw new SimulatorInputError('Only a ringing phone that the account calls can be answered.');
      }
      call.activity.answer();
      return;
    case 'ring':
      if (call.activity.ring === undefined) {
        throw new SimulatorInputError('Only a ringing phone that the account calls can keep ringing.');
      }
      call.activity.ring();
      return;
    case 'hangup': {
      addTranscriptLine(context, call, 'person', 'Hangup');
      const isCaller = call.view.direction === 'inbound';
      const isAnswered = call.answeredAt !== undefined;
      endCall(context, call, isAnswered ? 'completed' : isCaller ? 'no-answer' : 'busy');
    }
  }
}

function assertAnswered(call: CallRecord, what: string): void {
  if (call.answeredAt !== undefined) return;
  throw new SimulatorInputError(`Nothing can be ${what} before the call is answered.`);
}
