import { createHash } from 'node:crypto';
import { callEvent, callStatusEvent, type CallEvent, type CallStatusEvent } from './call';
import { messageEvent, type MessageEvent } from './message';
import { messageStatusEvent, type MessageStatusEvent } from './message-status';
import type { Params } from './params';
import { recordingEvent, type RecordingEvent } from './recording';
import { transcriptionEvent, type TranscriptionEvent } from './transcription';

/** Every event that Twilio posts, by the kind under which a trigger subscribes to it. */
export interface EventOf {
  message: MessageEvent;
  'message-status': MessageStatusEvent;
  call: CallEvent;
  'call-status': CallStatusEvent;
  recording: RecordingEvent;
  transcription: TranscriptionEvent;
}

export type Kind = keyof EventOf;
export type TwilioEvent = EventOf[Kind];

/** What the way in has to know of a kind; everything else about it stays with its event. */
export interface KindRules<K extends Kind> {
  /** The typed event of a webhook's parameters. */
  parse(params: Params): EventOf[K];
  /** The SID of what it is about; empty for a request that is no such event. */
  sid(event: EventOf[K]): string;
  /** Whether Twilio obeys the answer; then it may be left open for a flow, to be found again by the SID. */
  takesAnswer?: boolean;
  /**
   * What makes two deliveries the same delivery. A message has several statuses, so its SID alone would lose all but
   * the first. `undefined` when only Twilio's token can tell.
   */
  identity(event: EventOf[K]): string | undefined;
  /** Whether an event that no trigger accepts is rejected rather than answered empty. */
  rejectUnmatched?: boolean;
}

/** What tells an event from others of the same SID. */
const key = (...parts: (string | number | boolean | undefined)[]): string => parts.map((part) => part ?? '').join(' ');

/** Parameters of which a second attempt at another address has more than the first. https://www.twilio.com/docs/usage/webhooks/webhooks-overview */
const OF_FALLBACKS = new Set(['ErrorCode', 'ErrorUrl']);

/** A short text that differs when the parameters do. */
function digestOf(params: Params): string {
  const told = Object.entries(params).filter(([name]) => !OF_FALLBACKS.has(name));
  return createHash('sha1')
    .update(JSON.stringify(told.sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64');
}

/** The kinds, named as their webhook's path under the account: `<publicUrl><path>/<kind>`. */
export const kinds: { readonly [K in Kind]: KindRules<K> } = {
  message: {
    parse: messageEvent,
    sid: (event) => event.messageSid,
    takesAnswer: true,
    identity: (event) => event.messageSid,
  },
  'message-status': {
    parse: messageStatusEvent,
    sid: (event) => event.messageSid,
    identity: (event) => key(event.messageSid, event.status),
  },
  call: {
    parse: callEvent,
    sid: (event) => event.callSid,
    takesAnswer: true,
    // A call under way may come back to its first address any number of times, with the same digits again. One that
    // rings asks again only with something more to tell, such as how a `<Dial answerOnBridge>` ended.
    identity: (event) => (event.status === 'ringing' ? key(event.callSid, digestOf(event.raw)) : undefined),
    rejectUnmatched: true,
  },
  'call-status': {
    parse: callStatusEvent,
    sid: (event) => event.callSid,
    identity: (event) => key(event.callSid, event.status, event.sequence, event.answeredBy, event.callbackSource),
  },
  recording: {
    parse: recordingEvent,
    sid: (event) => event.recordingSid,
    identity: (event) => key(event.recordingSid, event.status),
  },
  transcription: {
    parse: transcriptionEvent,
    sid: (event) => event.transcriptionSid,
    identity: (event) => key(event.transcriptionSid, event.status, event.sequence, event.final, event.track),
  },
};

/** Whether a webhook path names a kind of event that this version knows. */
export function isKind(name: string): name is Kind {
  return Object.hasOwn(kinds, name);
}
