import type { WaitPlan } from '../../lib/calls/session/step-plan';
import { number, text, type Params } from '../../lib/events/params';
import type { Json } from '../../lib/store/store';
import { element, EMPTY, escapeXml, type AttributeValue, type Twiml } from '../../lib/twiml/element';
import { isObject, textMember } from '../../lib/validation/objects';

/** The name of the leg that a callee's call requests when it was answered, before the parties are connected. */
export const WHISPER_LEG = 'whisper';

/** The name of the leg that is told which of several callees has answered. */
export const ANSWERED_LEG = 'answered';

/** How long the callee has for a key, in seconds. */
const ACCEPT_TIMEOUT_SECONDS = 10;

/** What is needed to dial, and to dial the next one. It is kept in the store. */
export interface DialState {
  /** The parties that ring now and, when `inTurn`, those that are next. */
  parties: readonly string[];
  inTurn: boolean;
  /** Of `<Dial>`, without its `action`. */
  attributes: Record<string, string | number | boolean>;
  /** The verbs for the callee's leg. */
  whisper: Twiml;
}

/** The state of a message that waited. `undefined` when it was lost with a restart. */
export function stateOf(state: Json | undefined): DialState | undefined {
  if (!isObject(state)) return undefined;
  const { parties, attributes } = state;
  if (!Array.isArray(parties) || !isObject(attributes)) return undefined;
  return {
    parties: parties.map(String),
    inTurn: state['inTurn'] === true,
    attributes: attributes as DialState['attributes'],
    whisper: textMember(state, 'whisper'),
  };
}

/** A party as a noun of `<Dial>`. */
function noun(address: string, attributes: Readonly<Record<string, AttributeValue>>): Twiml {
  if (address.startsWith('client:')) return element('Client', attributes, escapeXml(address.slice('client:'.length)));
  return element(address.startsWith('+') ? 'Number' : 'Sip', attributes, escapeXml(address));
}

/** Dials all parties of a state, or the first one of those in turn. https://www.twilio.com/docs/voice/twiml/dial */
export function dialParties(state: DialState): WaitPlan {
  const { parties, inTurn, attributes, whisper } = state;
  const ringing = inTurn ? parties.slice(0, 1) : parties;
  return {
    kind: 'wait',
    state: { ...state },
    verbs({ action, leg }) {
      const nounAttributes = {
        ...(whisper === '' ? {} : { url: leg(WHISPER_LEG), method: 'POST' }),
        // The request of `action` does not name the party that has answered.
        ...(ringing.length === 1
          ? {}
          : { statusCallback: leg(ANSWERED_LEG), statusCallbackMethod: 'POST', statusCallbackEvent: 'answered' }),
      };
      const nouns = ringing.map((party) => noun(party, nounAttributes));
      return element('Dial', { ...attributes, action, method: 'POST' }, ...nouns);
    },
  };
}

/**
 * What a callee hears before the parties are connected.
 * @param said verbs
 * @param mustAccept whether the callee must press a key. Otherwise the call ends, so that voicemail never gets it.
 */
export function whisperVerbs(said: Twiml, mustAccept: boolean): Twiml {
  if (!mustAccept) return said;
  // Without an `action`, the key comes to the same URL. https://www.twilio.com/docs/voice/twiml/gather#action
  const attributes = { input: 'dtmf', numDigits: 1, finishOnKey: EMPTY, timeout: ACCEPT_TIMEOUT_SECONDS } as const;
  return element('Gather', attributes, said) + element('Hangup');
}

/** What is needed to dial a conference or a queue again. It is kept in the store. */
interface RoomState {
  room: Twiml;
  /** Of `<Dial>`, without its `action`. */
  attributes: DialState['attributes'];
}

/** Dials a conference or a queue. @param room the noun */
export function dialRoom(room: Twiml, attributes: DialState['attributes']): WaitPlan {
  const state: RoomState = { room, attributes };
  return {
    kind: 'wait',
    state: { ...state },
    verbs: ({ action }) => element('Dial', { ...attributes, action, method: 'POST' }, room),
  };
}

/**
 * Dials once more after another node has said something to the caller, which has ended `<Dial>`. Only a party that has
 * not answered, or the conference that the caller was in: a conversation with a party is over.
 * @returns `undefined` when the result counts, or when the state was lost with a restart
 */
export function dialAgain(saved: Json | undefined, { isConnected, dial }: ReturnType<typeof dialResult>) {
  const isConference = dial.status === 'answered';
  if (isConnected && !isConference) return undefined;
  const parties = stateOf(saved);
  if (parties !== undefined) return dialParties(parties);
  if (!isObject(saved) || !isObject(saved['attributes'])) return undefined;
  return dialRoom(textMember(saved, 'room'), saved['attributes'] as RoomState['attributes']);
}

/** The result of `<Dial>`: `msg.twilio.dial`. */
export interface DialResult {
  /** `completed`, `answered` for a conference, `busy`, `no-answer`, `failed` or `canceled`. */
  status: string;
  /** Of the other party's call. */
  callSid?: string;
  /** In seconds. */
  duration?: number;
  /** The party that has answered. */
  answeredBy?: string;
}

/**
 * Reads the request of a `<Dial>`. https://www.twilio.com/docs/voice/twiml/dial#request-parameters
 *
 * The call of a callee who has answered, but has not pressed the key, is `completed` and was never connected. It counts as
 * `no-answer`.
 */
export function dialResult(params: Params): { isConnected: boolean; dial: DialResult } {
  const given = text(params, 'DialCallStatus') ?? 'failed';
  const isAnswered = given === 'completed' || given === 'answered';
  const isConnected = isAnswered && text(params, 'DialBridged') !== 'false';
  const [callSid, duration] = [text(params, 'DialCallSid'), number(params, 'DialCallDuration')];
  return {
    isConnected,
    dial: {
      status: isAnswered && !isConnected ? 'no-answer' : given,
      ...(callSid === undefined ? {} : { callSid }),
      ...(duration === undefined ? {} : { duration }),
    },
  };
}
