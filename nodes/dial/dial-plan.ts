import { PARTY_KINDS, type PartyKind, type RoomKind } from '../../lib/addresses/dial-address';
import { invalidValue, promptVerb, wholeNumber } from '../../lib/calls/prompt';
import type { WaitPlan } from '../../lib/calls/session/step-plan';
import { TwilioError } from '../../lib/errors/twilio-error';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import { translate, type NodeDef, type Red } from '../../lib/node-red/red';
import type { StepContext } from '../../lib/node-red/step';
import { element, escapeXml } from '../../lib/twiml/element';
import { isEmpty } from '../../lib/validation/objects';
import { dialParties, dialRoom, whisperVerbs, type DialState } from './dial-verb';
import { callerIdOf, partiesOf, roomOf } from './parties';

/** A dial node, as Node-RED stores it. */
export interface DialDef extends NodeDef {
  account?: string;
  kind?: PartyKind | RoomKind;
  order?: 'together' | 'in-turn';
  /** One of {@link RECORD_VALUES}. */
  record?: string | boolean;
  /** The callee must press a key. */
  accept?: boolean;
  /** The caller hears the ringing of the call, which is not answered before the callee has answered. */
  ringUntilAnswered?: boolean;
  /** Adds the last output, for messages whose caller has hung up. */
  hungUp?: boolean;
  whisper?: string;
  whisperType?: string;
}

/** The TypedInputs of the node. */
export const INPUTS = ['to', 'callerId', 'timeout', 'timeLimit', 'whisper'] as const;

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

/** What else is understood: nothing, and the boolean values that Twilio takes too. */
const RECORD_FLAGS: ReadonlyMap<string, string> = new Map([
  ['', NO_RECORDING],
  ['false', NO_RECORDING],
  ['true', 'record-from-answer'],
]);

const isPartyKind = (kind: string): kind is PartyKind => PARTY_KINDS.some((known) => known === kind);

/** Whether and how to record, and the webhook for the recording if a node takes it. */
function recordingAttributes(record: string | boolean | undefined, accountNode: AccountNode): Record<string, string> {
  const value = RECORD_FLAGS.get(String(record ?? '')) ?? String(record);
  if (!RECORD_VALUES.includes(value)) invalidValue('record', value, `one of ${RECORD_VALUES.join(', ')}`);
  if (value === NO_RECORDING) return {};
  const url =
    accountNode.endpoint?.hasSubscribers('recording') === true ? webhookUrl(accountNode, 'recording') : undefined;
  return { record: value, ...(url === undefined ? {} : { recordingStatusCallback: url }) };
}

/** @throws {TwilioError} `INVALID_CALL` */
const noWhisper = (): never => {
  throw new TwilioError('INVALID_CALL', 'A conference or a queue has no callee to hear a text first', {
    hint: 'Clear "Say first" in the node, or say the text before, with a say node.',
  });
};

/** What asks the callee for a key when the node has no text for it. */
export const acceptText = (red: Red): string => translate(red, 'prompt.accept');

/** Numbers, clients or SIP addresses. */
function partiesPlan(def: DialDef, kind: PartyKind, context: Context, shared: DialState['attributes']): WaitPlan {
  const { inputs, call, accountNode, voice, language } = context;
  const inTurn = def.order === 'in-turn';
  const parties = partiesOf(inputs.to, kind, !inTurn);
  const defaults = { from: call.from, accountFrom: accountNode.account.settings.from };
  const callerId = callerIdOf(inputs.callerId, kind, defaults);
  const mustAccept = def.accept === true;
  const whisper = isEmpty(inputs.whisper) && mustAccept ? acceptText(context.red) : inputs.whisper;
  const said = promptVerb('text', whisper, { voice, language });
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

/**
 * What a dial node adds to a call.
 * @throws {TwilioError} `INVALID_CALL`, `INVALID_RECIPIENT` or `INVALID_SENDER`
 */
export function planOf(def: DialDef, context: Context): WaitPlan {
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
