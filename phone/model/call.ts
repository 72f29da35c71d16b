import type { FlowDelivery } from './flow-delivery';

/** A line of a call's transcript. */
export interface CallLine {
  /** Milliseconds since 1970. */
  at: number;
  /** `flow`: a TwiML verb. `person`: this phone. `other`: the person at the other end. */
  who: 'flow' | 'person' | 'other';
  /** The TwiML verb, or `Digits`, `Speech`, `Answer`, `Hangup`. */
  verb: string;
  /** The words, keys, URL or number. An assistant's words are added one by one, when they are heard. */
  text: string;
  /** The words that the assistant will say next. Empty when it is not speaking. */
  upcoming: string;
  /** The person has interrupted the assistant. */
  interrupted: boolean;
  /** The audio or music of a `Play` is over. */
  ended: boolean;
}

/** A call of the simulator. See https://www.twilio.com/docs/voice/api/call-resource. Times are milliseconds since 1970. */
export interface PhoneCall {
  sid: string;
  from: string;
  to: string;
  /** A person calls a number of the account. Otherwise the account calls a person. */
  inbound: boolean;
  /** Twilio's status: `queued`, `ringing`, `in-progress`, `completed`, `busy`, `failed`, `no-answer`, `canceled`. */
  status: string;
  /** Seconds from the answer to the end. Null while the call is in progress. */
  duration: number | null;
  /** The call that dialled this one. */
  parentSid: string | null;
  at: number;
  answeredAt: number | null;
  endedAt: number | null;
  lines: readonly CallLine[];
  /** What the flow waits for. `speech` may also accept keys. `conversation`: an assistant. `stream`: audio. */
  waitingFor: 'digits' | 'speech' | 'record' | 'conversation' | 'stream' | null;
  /** Which nodes took the first webhook. */
  delivery?: FlowDelivery;
}

/** A webhook of a call. */
export interface CallRequest {
  sid: string;
  callSid: string;
  /** Milliseconds since 1970. */
  at: number;
  method: string;
  url: string;
  /** The HTTP status. Null while there is no response. */
  status: number | null;
  /** The duration in milliseconds. */
  ms: number;
  error: string;
}

/** A media stream of a call. */
export interface CallStream {
  sid: string;
  callSid: string;
  /** False when it has ended. */
  live: boolean;
}

/**
 * - `calling`: the person calls, and nobody has answered.
 * - `incoming`: the person's phone rings.
 * - `dialling`: the account calls the person, and the phone does not ring yet.
 */
export type CallPhase = 'calling' | 'incoming' | 'dialling' | 'active' | 'ended';

/** The phase of a call, from the person's point of view. */
export function phaseOf(call: PhoneCall): CallPhase {
  if (call.endedAt !== null) return 'ended';
  if (call.status === 'in-progress') return 'active';
  if (call.inbound) return 'calling';
  return call.status === 'ringing' ? 'incoming' : 'dialling';
}

/** How a call ended. `missed` and `declined` are calls to the person. */
export type CallResult =
  | 'completed'
  | 'busy'
  | 'unanswered'
  | 'canceled'
  | 'rejected'
  | 'failed'
  | 'missed'
  | 'declined';

/** How an ended call ended, from the person's point of view. */
export function resultOf({ status, inbound, lines }: PhoneCall): CallResult {
  if (status === 'completed') return 'completed';
  if (status === 'failed') return 'failed';
  if (!inbound) return status === 'busy' ? 'declined' : 'missed';
  if (status === 'busy') return 'busy';
  const last = lines.at(-1);
  if (last?.verb === 'Hangup' && last.who === 'person') return 'canceled';
  return last?.verb === 'Reject' ? 'rejected' : status === 'canceled' ? 'canceled' : 'unanswered';
}

/** The number of the person's phone. */
export function personOf(call: PhoneCall): string {
  return call.inbound ? call.from : call.to;
}

/** The number at the other end: one of the account, or another person's when a flow connected the two. */
export function contactOf(call: PhoneCall): string {
  return call.inbound ? call.to : call.from;
}
