import { createHash } from 'node:crypto';
import { callEvent, callStatusEvent, type CallEvent, type CallStatusEvent } from './call';
import {
  conferenceStatusEvent,
  partialSpeechEvent,
  siprecStatusEvent,
  streamStatusEvent,
  type ConferenceStatusEvent,
  type PartialSpeechEvent,
  type SiprecStatusEvent,
  type StreamStatusEvent,
} from './call-media';
import { messageEvent, type MessageEvent } from './message';
import { messageStatusEvent, type MessageStatusEvent } from './message-status';
import { text, type Params } from './params';
import { recordingEvent, type RecordingEvent } from './recording';
import { stepEvent, type StepEvent } from './step';
import { transcriptionEvent, type TranscriptionEvent } from './transcription';

/** The events of Twilio's webhooks, by kind. A trigger subscribes to one kind. */
export interface EventOf {
  message: MessageEvent;
  'message-status': MessageStatusEvent;
  call: CallEvent;
  'call-status': CallStatusEvent;
  recording: RecordingEvent;
  transcription: TranscriptionEvent;
  'stream-status': StreamStatusEvent;
  'conference-status': ConferenceStatusEvent;
  'siprec-status': SiprecStatusEvent;
  step: StepEvent;
  'step-partial': PartialSpeechEvent;
}

/** The kind of a webhook. It is also the value of `event` in its event. */
export type Kind = keyof EventOf;
/** The event of any webhook. */
export type TwilioEvent = EventOf[Kind];

/** What the webhooks need for a kind of event. */
export interface KindRules<K extends Kind> {
  /** The event of a webhook's parameters. */
  parse(params: Params): EventOf[K];
  /** The SID of the message, call or recording. Empty when the request is not such an event. */
  sid(event: EventOf[K]): string;
  /** Whether Twilio follows the TwiML of the response. Then the response can be kept open until a flow answers. */
  takesAnswer?: boolean;
  /**
   * Equal for two deliveries of the same event. More than the SID, because a message has several statuses. `undefined`
   * when only Twilio's idempotency token identifies it.
   */
  identity(event: EventOf[K]): string | undefined;
  /** Whether a repeated delivery may have another {@link identity}, so that Twilio's idempotency token is needed too. */
  isIdentityLoose?: boolean;
  /** Whether it is answered even when no deployed node takes such events. */
  isAnsweredUnmatched?: boolean;
  /** Whether an event that no trigger accepts is answered with `<Reject/>`, and not with empty TwiML. */
  rejectsUnmatched?(event: EventOf[K]): boolean;
  /** Whether it only reports something. It is acknowledged even when no deployed node takes such events. */
  isReport?: boolean;
}

/** Distinguishes an event from others with the same SID. */
const key = (...parts: (string | number | boolean | undefined)[]): string => parts.map((part) => part ?? '').join(' ');

/**
 * Parameters that only a request to the fallback URL has.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-overview
 */
const FALLBACK_PARAMETERS = new Set(['ErrorCode', 'ErrorUrl']);

/** A hash of the parameters. */
function digestOf(params: Params): string {
  const entries = Object.entries(params).filter(([name]) => !FALLBACK_PARAMETERS.has(name));
  return createHash('sha1')
    .update(JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64');
}

/** The kinds by name, which is also the path of their webhook: `<publicUrl><path>/<kind>`. */
export const kinds: { readonly [K in Kind]: KindRules<K> } = {
  message: {
    parse: messageEvent,
    sid: (event) => event.messageSid,
    takesAnswer: true,
    isAnsweredUnmatched: true,
    identity: (event) => event.messageSid,
  },
  'message-status': {
    parse: messageStatusEvent,
    sid: (event) => event.messageSid,
    identity: (event) => key(event.messageSid, event.status),
    isReport: true,
  },
  call: {
    parse: callEvent,
    sid: (event) => event.callSid,
    takesAnswer: true,
    isAnsweredUnmatched: true,
    // An answered call may request its first URL any number of times, even with the same digits. A ringing call requests
    // it again only with other parameters, such as the result of a `<Dial answerOnBridge>`.
    identity: (event) =>
      (event.status ?? 'ringing') === 'ringing' ? key(event.callSid, digestOf(event.raw)) : undefined,
    isIdentityLoose: true,
    // <Reject/> has no effect in a call that was answered. https://www.twilio.com/docs/voice/twiml/reject
    rejectsUnmatched: ({ status = 'ringing', direction = 'inbound' }) =>
      status === 'ringing' && direction === 'inbound',
  },
  'call-status': {
    parse: callStatusEvent,
    sid: (event) => event.callSid,
    identity: (event) => key(event.callSid, event.status, event.sequence, event.answeredBy, event.callbackSource),
    isReport: true,
  },
  recording: {
    parse: recordingEvent,
    sid: (event) => event.recordingSid,
    identity: (event) => key(event.recordingSid, event.status),
    isReport: true,
  },
  transcription: {
    parse: transcriptionEvent,
    sid: (event) => event.transcriptionSid,
    identity: (event) => key(event.transcriptionSid, event.status, event.sequence, event.final, event.track),
    isReport: true,
  },
  'stream-status': {
    parse: streamStatusEvent,
    sid: (event) => event.streamSid,
    identity: (event) => key(event.streamSid, event.status, event.timestamp),
    isReport: true,
  },
  'conference-status': {
    parse: conferenceStatusEvent,
    sid: (event) => event.conferenceSid,
    identity: (event) => key(event.conferenceSid, event.status, event.sequence, event.callSid, event.timestamp),
    isReport: true,
  },
  'siprec-status': {
    parse: siprecStatusEvent,
    sid: (event) => event.siprecSid,
    identity: (event) => key(event.siprecSid, event.status, event.timestamp),
    isReport: true,
  },
  step: {
    parse: stepEvent,
    // Without the query that names the step it is not an event of a step.
    sid: (event) => (event.node === '' ? '' : event.callSid),
    takesAnswer: true,
    // A <Gather> in a leg's document comes back to the same URL, with the keys.
    identity: (event) => key(event.callSid, event.n, event.leg, event.hold, event.leg && text(event.raw, 'Digits')),
  },
  'step-partial': {
    parse: partialSpeechEvent,
    sid: (event) => event.callSid ?? '',
    // Twilio numbers the results of each <Gather> from 0, and a call can have several of them.
    identity: () => undefined,
    isReport: true,
  },
};

/** Whether a kind of event has this name. */
export function isKind(name: string): name is Kind {
  return Object.hasOwn(kinds, name);
}

/**
 * The kind of a request to a webhook. One URL of TwiML often serves as the status callback of several things, so a request
 * about a part of a call is recognized by its parameters. It must not be taken for the call itself: its response would then
 * end the call that is waiting.
 * @param name the kind whose URL was requested
 */
export function kindOfRequest(name: Kind, params: Params): Kind {
  if (name !== 'call' && name !== 'call-status') return name;
  const has = (parameter: string) => text(params, parameter) !== undefined;
  if ((has('UnstableSpeechResult') || has('StableSpeechResult')) && !has('SpeechResult')) return 'step-partial';
  if (has('CallStatus')) return name;
  if (has('StreamSid') && has('StreamEvent')) return 'stream-status';
  if (has('SiprecSid') && has('SiprecEvent')) return 'siprec-status';
  if (has('ConferenceSid') && has('StatusCallbackEvent')) return 'conference-status';
  return name;
}
