import type { SimulatorContext } from '../model/context';
import { hasEnded, addTranscriptLine } from './call';
import { endCall } from './call-status';
import { press, speak } from './talk';
import type { Answerer, CallAct } from '../model/calls';
import { SimulatorInputError } from '../core/input-error';
import type { CallRecord } from '../model/call-records';

const ACTIONS = ['digits', 'speech', 'speaking', 'answer', 'hangup', 'ring'];
const ANSWERERS: readonly Answerer[] = ['human', 'machine', 'fax', 'unknown'];
const MAX_SPEECH_LENGTH = 1000;

/**
 * Validates an action of a person on a call.
 * @throws SimulatorInputError
 */
export function readCallAct(action: string, given: Readonly<Record<string, unknown>>): CallAct {
  const { digits, text, answeredBy } = given;
  switch (action) {
    case 'digits': {
      const keys = typeof digits === 'number' ? String(digits) : digits;
      if (typeof keys !== 'string' || !/^[0-9*#]{1,100}$/.test(keys)) {
        throw new SimulatorInputError('"digits" must be keys of a phone: 0 to 9, * and #.');
      }
      return { action, digits: keys };
    }
    case 'speech': {
      if (typeof text !== 'string' || text.trim() === '') {
        throw new SimulatorInputError('"text" must be the words of the person.');
      }
      if (text.length > MAX_SPEECH_LENGTH) {
        throw new SimulatorInputError(`"text" must have at most ${String(MAX_SPEECH_LENGTH)} characters.`);
      }
      return { action, text: text.replace(/\s+/g, ' ').trim() };
    }
    case 'answer': {
      const answerer = ANSWERERS.find((one) => one === answeredBy);
      if (answeredBy !== undefined && answerer === undefined) {
        throw new SimulatorInputError(`"answeredBy" must be one of: ${ANSWERERS.join(', ')}.`);
      }
      return { action, answeredBy: answerer };
    }
    case 'speaking':
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
      press(context, call, act.digits);
      return;
    case 'speech':
      assertAnswered(call, 'spoken');
      speak(context, call, act.text);
      return;
    case 'speaking':
      assertAnswered(call, 'spoken');
      call.activity.speaking?.();
      return;
    case 'answer':
      if (call.activity.answer === undefined) {
        throw new SimulatorInputError('Only a ringing phone that the account calls can be answered.');
      }
      call.activity.answer(act.answeredBy);
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
