import { flag, number, present, text, type Params } from './params';

/** What all callbacks about a part of a call have. They have a `CallSid`, but no `CallStatus`, `From` or `To`. */
interface CallPart {
  accountSid: string;
  callSid?: string;
  from?: string;
  to?: string;
  /** When it happened. */
  timestamp?: string;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

const callPart = (params: Params) => ({
  accountSid: text(params, 'AccountSid') ?? '',
  callSid: text(params, 'CallSid'),
  from: text(params, 'From'),
  to: text(params, 'To'),
  timestamp: text(params, 'Timestamp'),
  raw: params,
});

/** A status of a Media Stream. https://www.twilio.com/docs/voice/twiml/stream#statuscallback */
export interface StreamStatusEvent extends CallPart {
  event: 'stream-status';
  streamSid: string;
  name?: string;
  /** `stream-started`, `stream-stopped` or `stream-error`. */
  status: string;
  errorMessage?: string;
}

/** The event of a stream's status callback. */
export function streamStatusEvent(params: Params): StreamStatusEvent {
  return present<StreamStatusEvent>({
    event: 'stream-status',
    ...callPart(params),
    streamSid: text(params, 'StreamSid') ?? '',
    name: text(params, 'StreamName'),
    status: text(params, 'StreamEvent') ?? '',
    errorMessage: text(params, 'StreamError'),
  });
}

/** A status of a SIPREC session. https://www.twilio.com/docs/voice/twiml/siprec#statuscallback */
export interface SiprecStatusEvent extends CallPart {
  event: 'siprec-status';
  siprecSid: string;
  name?: string;
  /** `siprec-started`, `siprec-stopped` or `siprec-error`. */
  status: string;
  errorCode?: number;
  errorMessage?: string;
}

/** The event of a SIPREC session's status callback. */
export function siprecStatusEvent(params: Params): SiprecStatusEvent {
  return present<SiprecStatusEvent>({
    event: 'siprec-status',
    ...callPart(params),
    siprecSid: text(params, 'SiprecSid') ?? '',
    name: text(params, 'SiprecName'),
    status: text(params, 'SiprecEvent') ?? '',
    errorCode: number(params, 'SiprecErrorCode'),
    errorMessage: text(params, 'SiprecError'),
  });
}

/** An event of a conference. https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent */
export interface ConferenceStatusEvent extends CallPart {
  event: 'conference-status';
  conferenceSid: string;
  name?: string;
  /** `conference-start`, `conference-end`, `participant-join`, `participant-leave`, `participant-mute` … */
  status: string;
  /** The position of this event among those of the conference. */
  sequence?: number;
  participantLabel?: string;
  muted?: boolean;
  hold?: boolean;
  coaching?: boolean;
  startConferenceOnEnter?: boolean;
  endConferenceOnExit?: boolean;
  /** Why the participant left, the conference ended or the announcement failed. */
  reason?: string;
  /** The call that ended the conference. */
  endedBy?: string;
}

/** The event of a conference's status callback. */
export function conferenceStatusEvent(params: Params): ConferenceStatusEvent {
  return present<ConferenceStatusEvent>({
    event: 'conference-status',
    ...callPart(params),
    conferenceSid: text(params, 'ConferenceSid') ?? '',
    name: text(params, 'FriendlyName'),
    status: text(params, 'StatusCallbackEvent') ?? '',
    sequence: number(params, 'SequenceNumber'),
    participantLabel: text(params, 'ParticipantLabel') ?? text(params, 'ParticipantLabelEndingConference'),
    muted: flag(params, 'Muted'),
    hold: flag(params, 'Hold'),
    coaching: flag(params, 'Coaching'),
    startConferenceOnEnter: flag(params, 'StartConferenceOnEnter'),
    endConferenceOnExit: flag(params, 'EndConferenceOnExit'),
    reason:
      text(params, 'ReasonParticipantLeft') ??
      text(params, 'ReasonConferenceEnded') ??
      text(params, 'ReasonAnnouncementFailed') ??
      text(params, 'Reason'),
    endedBy: text(params, 'CallSidEndingConference'),
  });
}

/**
 * What a `<Gather>` has recognized so far. Twilio sends it while the `<Gather>` goes on, and ignores the response.
 * https://www.twilio.com/docs/voice/twiml/gather#partialresultcallback
 */
export interface PartialSpeechEvent extends CallPart {
  event: 'step-partial';
  /** The part that will not change any more. */
  stable?: string;
  /** The part that may still change. */
  unstable?: string;
  /** The position of this result, from 0. */
  sequence?: number;
  language?: string;
}

/** The event of a partial speech result. */
export function partialSpeechEvent(params: Params): PartialSpeechEvent {
  return present<PartialSpeechEvent>({
    event: 'step-partial',
    ...callPart(params),
    stable: text(params, 'StableSpeechResult'),
    unstable: text(params, 'UnstableSpeechResult'),
    sequence: number(params, 'SequenceNumber'),
    language: text(params, 'Language'),
  });
}
