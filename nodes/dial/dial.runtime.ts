import { LRUCache } from 'lru-cache';
import { isEnded } from '../../lib/calls/call-end';
import { promptVerb } from '../../lib/calls/prompt';
import { documentOf } from '../../lib/calls/session/document';
import type { StepResult } from '../../lib/calls/session/step-plan';
import { number, text, type Params } from '../../lib/events/params';
import { verbRecording } from '../../lib/events/recording';
import { translate, type Node, type Red } from '../../lib/node-red/red';
import { createStep } from '../../lib/node-red/step';
import { EMPTY_TWIML } from '../../lib/twiml/documents';
import type { Twiml } from '../../lib/twiml/element';
import { acceptText, INPUTS, planOf, type DialDef } from './dial-plan';
import { ANSWERED_LEG, dialAgain, dialParties, dialResult, stateOf, whisperVerbs } from './dial-verb';

/** How many answered calls are remembered, for `msg.twilio.dial.answeredBy`. */
const MAX_REMEMBERED = 500;

/** The verbs for a callee's leg when the message was lost with a restart: a fixed text of the node, or silence. */
function fixedWhisper(red: Red, { whisper = '', whisperType, accept }: DialDef): Twiml {
  let said = '';
  try {
    const isDefault = accept === true && whisper === '';
    said = promptVerb('text', isDefault ? acceptText(red) : whisperType === 'str' ? whisper : '', {});
  } catch {
    // A text that cannot be said.
  }
  return whisperVerbs(said, accept === true);
}

/** The queue that a caller was taken from. https://www.twilio.com/docs/voice/twiml/queue */
function queueOf(params: Params): { queue?: { sid: string; time?: number } } {
  const [sid, time] = [text(params, 'QueueSid'), number(params, 'QueueTime')];
  return sid === undefined ? {} : { queue: { sid, ...(time === undefined ? {} : { time }) } };
}

/** Connects the caller with a phone, a client, a SIP address, a conference or a queue. */
export function create(red: Red, node: Node, def: DialDef): void {
  /** Who has answered, by the SID of their call. Only when several have rung at once. */
  const answered = new LRUCache<string, string>({ max: MAX_REMEMBERED });
  createStep(red, node, def, {
    event: 'dial',
    inputs: INPUTS,
    hasResultAfterHangUp: true,
    hungUpOutput: def.hungUp === true ? 2 : undefined,
    plan: (context) => planOf(def, context),
    result({ params, state: saved, wasInterrupted }, { event }): StepResult {
      const { isConnected, dial } = dialResult(params);
      const state = stateOf(saved);
      const isOver = isEnded(event.status ?? '');
      if (!isConnected && isOver) return { kind: 'hung-up' };
      const plan = wasInterrupted === true && !isOver ? dialAgain(saved, { isConnected, dial }) : undefined;
      if (plan !== undefined) return { kind: 'again', plan };
      if (!isConnected && state?.inTurn === true && state.parties.length > 1) {
        return { kind: 'again', plan: dialParties({ ...state, parties: state.parties.slice(1) }) };
      }
      const [first, ...others] = state?.parties ?? [];
      const isOne = state?.inTurn === true || others.length === 0;
      const answeredBy = isOne ? first : answered.get(dial.callSid ?? '');
      if (isConnected && answeredBy !== undefined) dial.answeredBy = answeredBy;
      const recording = verbRecording(params);
      const twilio = { dial, ...queueOf(params), ...(recording === undefined ? {} : { recording }) };
      const summary = translate(red, isConnected ? 'status.connected' : 'status.notConnected', { status: dial.status });
      return { kind: 'leave', output: isConnected ? 0 : 1, payload: dial.status, twilio, summary };
    },
    leg({ params, state, leg }, { event }) {
      if (leg === ANSWERED_LEG) {
        answered.set(event.callSid, event.to);
        return EMPTY_TWIML;
      }
      // The callee has pressed a key: at the end of a document, the parties are connected.
      if (text(params, 'Digits') !== undefined) return EMPTY_TWIML;
      return documentOf(stateOf(state)?.whisper ?? fixedWhisper(red, def));
    },
  });
}
