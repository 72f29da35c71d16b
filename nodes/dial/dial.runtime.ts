import { LRUCache } from 'lru-cache';
import { PARTY_KINDS, type PartyKind, type RoomKind } from '../../lib/addresses/dial-address';
import { isEnded } from '../../lib/calls/call-end';
import { invalidValue, promptVerb, wholeNumber } from '../../lib/calls/prompt';
import { documentOf } from '../../lib/calls/session/document';
import type { StepResult, WaitPlan } from '../../lib/calls/session/step-plan';
import { TwilioError } from '../../lib/errors/twilio-error';
import { number, text, type Params } from '../../lib/events/params';
import { verbRecording } from '../../lib/events/recording';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { createStep, type StepContext } from '../../lib/node-red/step';
import { EMPTY_TWIML } from '../../lib/twiml/documents';
import { element, escapeXml, type Twiml } from '../../lib/twiml/element';
import { isEmpty } from '../../lib/validation/objects';
import {
  ANSWERED_LEG,
  dialAgain,
  dialParties,
  dialResult,
  dialRoom,
  stateOf,
  whisperVerbs,
  type DialState,
} from './dial-verb';
import { callerIdOf, partiesOf, roomOf } from './parties';

interface DialDef extends NodeDef {
  account?: string;
  kind?: PartyKind | RoomKind;
  order?: 'together' | 'in-turn';
  /** One of {@link RECORD_VALUES}. */
  record?: string;
  /** The callee must press a key. */
  accept?: boolean;
  /** The caller hears the ringing of the call, which is not answered before the callee has answered. */
  ringUntilAnswered?: boolean;
  /** Adds the last output, for messages whose caller has hung up. */
  hungUp?: boolean;
  whisper?: string;
  whisperType?: string;
}

const INPUTS = ['to', 'callerId', 'timeout', 'timeLimit', 'whisper'] as const;

type Context = StepContext<(typeof INPUTS)[number]>;

/** https://www.twilio.com/docs/voice/twiml/dial#timeout */
const MAX_TIMEOUT_SECONDS = 600;

/** https://www.twilio.com/docs/voice/api/call-resource#create-a-call */
const MAX_TIME_LIMIT_SECONDS = 86_400;

const NO_RECORDING = 'do-not-record';

/** https://www.twilio.com/docs/voice/twiml/dial#record */
const RECORD_VALUES: readonly string[] = [
  NO_RECORDING,
  'record-from-answer',
  'record-from-ringing',
  'record-from-answer-dual',
  'record-from-ringing-dual',
];

/** How many answered calls are remembered, for `msg.twilio.dial.answeredBy`. */
const MAX_REMEMBERED = 500;

const isPartyKind = (kind: string): kind is PartyKind => PARTY_KINDS.some((known) => known === kind);

/** Whether and how to record, and the webhook for the recording if a node takes it. */
function recordingAttributes(record: string | undefined, accountNode: AccountNode): Record<string, string> {
  const value = record ?? NO_RECORDING;
  if (!RECORD_VALUES.includes(value)) invalidValue('record', value, `one of ${RECORD_VALUES.join(', ')}`);
  if (value === NO_RECORDING) return {};
  const url =
    accountNode.endpoint?.hasSubscribers('recording') === true ? webhookUrl(accountNode, 'recording') : undefined;
  return { record: value, ...(url === undefined ? {} : { recordingStatusCallback: url }) };
}

/** @throws {TwilioError} `INVALID_CALL` */
const noWhisper = (): never => {
  throw new TwilioError('INVALID_CALL', 'A conference or a queue has no callee who could hear a text first', {
    hint: 'Clear "Say first" in the node, or say the text before, with a say node.',
  });
};

/** Numbers, clients or SIP addresses. */
function partiesPlan(def: DialDef, kind: PartyKind, context: Context, shared: DialState['attributes']): WaitPlan {
  const { inputs, call, accountNode, voice, language } = context;
  const inTurn = def.order === 'in-turn';
  const parties = partiesOf(inputs.to, kind, !inTurn);
  const defaults = { from: call.from, accountFrom: accountNode.account.settings.from };
  const callerId = callerIdOf(inputs.callerId, kind, defaults);
  const mustAccept = def.accept === true;
  const said = promptVerb('text', inputs.whisper, { voice, language });
  if (mustAccept && said === '') {
    throw new TwilioError('INVALID_CALL', 'The callee must press a key, but nothing says so', {
      hint: 'Set "Say first" in the node, such as: A call for you. Press any key to take it.',
    });
  }
  return dialParties({
    parties,
    inTurn,
    attributes: {
      ...(callerId === undefined ? {} : { callerId }),
      ...(def.ringUntilAnswered === true ? { answerOnBridge: true } : {}),
      ...shared,
    },
    whisper: whisperVerbs(said, mustAccept),
  });
}

/** A conference, or the first call in a queue. */
function roomPlan(kind: RoomKind, context: Context, shared: DialState['attributes']): WaitPlan {
  if (!isEmpty(context.inputs.whisper)) noWhisper();
  const name = escapeXml(roomOf(context.inputs.to, kind));
  if (kind === 'queue') return dialRoom(element('Queue', {}, name), shared);
  // A conference is recorded by its own attribute. https://www.twilio.com/docs/voice/twiml/conference#attributes-record
  const { timeLimit, record, recordingStatusCallback } = shared;
  const recorded = record === undefined ? {} : { record: 'record-from-start', recordingStatusCallback };
  return dialRoom(element('Conference', recorded, name), timeLimit === undefined ? {} : { timeLimit });
}

function planOf(def: DialDef, context: Context): WaitPlan {
  const { inputs, accountNode } = context;
  const kind = def.kind ?? 'number';
  const timeout = wholeNumber(inputs.timeout, 'timeout', 1, MAX_TIMEOUT_SECONDS);
  const timeLimit = wholeNumber(inputs.timeLimit, 'timeLimit', 1, MAX_TIME_LIMIT_SECONDS);
  const shared = {
    ...(timeout === undefined ? {} : { timeout }),
    ...(timeLimit === undefined ? {} : { timeLimit }),
    ...recordingAttributes(def.record, accountNode),
  };
  return isPartyKind(kind) ? partiesPlan(def, kind, context, shared) : roomPlan(kind, context, shared);
}

/** The verbs for a callee's leg when the message was lost with a restart: a fixed text of the node, or silence. */
function fixedWhisper({ whisper, whisperType, accept }: DialDef): Twiml {
  let said = '';
  try {
    said = promptVerb('text', whisperType === 'str' ? whisper : '', {});
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

/** Connects the caller with somebody. */
export function create(red: Red, node: Node, def: DialDef): void {
  /** Who has answered, by the SID of their call. Only of several who have rung at once. */
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
      return documentOf(stateOf(state)?.whisper ?? fixedWhisper(def));
    },
  });
}
