import type { CallRecord, WebhookAddress } from './call-records';
import type { LiveRecording } from './live-media';

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-status-callback-event */
export type ConferenceEvent =
  | 'start'
  | 'end'
  | 'join'
  | 'leave'
  | 'mute'
  | 'hold'
  | 'modify'
  | 'speaker'
  | 'announcement';

/** https://www.twilio.com/docs/voice/api/conference-resource#conference-properties */
export type EndReason =
  | 'conference-ended-via-api'
  | 'participant-with-end-conference-on-exit-left'
  | 'participant-with-end-conference-on-exit-kicked'
  | 'last-participant-kicked'
  | 'last-participant-left';

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-status-callback */
export type LeaveReason =
  | 'conference_ended_via_api'
  | 'moderator_ended_conference'
  | 'participant_updated_via_api'
  | 'participant_hung_up'
  | 'participant_add_failed';

/** The music for one participant: the URL of a document, null for silence, or undefined for Twilio's own music. */
export type Music = WebhookAddress | null | undefined;

/** What the first participant sets for the whole conference. */
export interface ConferenceOptions {
  callback: (WebhookAddress & { events: ReadonlySet<ConferenceEvent> }) | undefined;
  maxParticipants: number;
  /** Starts the recording of the conference. Undefined without recording. */
  record: ((conference: ConferenceRecord) => LiveRecording) | undefined;
}

/** A conference with the simulator's own data. Times are in milliseconds since 1970. */
export interface ConferenceRecord extends Readonly<ConferenceOptions> {
  readonly sid: string;
  readonly friendlyName: string;
  readonly createdAt: number;
  updatedAt: number;
  status: 'init' | 'in-progress' | 'completed';
  readonly participants: ParticipantRecord[];
  /** The number of callbacks so far, for `SequenceNumber`. */
  callbackCount: number;
  /** Resolves after the last callback. */
  lastCallback: Promise<void>;
  readonly recordings: Set<LiveRecording>;
  /** Set at the end. `by` is the participant who caused it. */
  ended: { reason: EndReason; by: ParticipantRecord | undefined } | undefined;
}

/** What can be set for one participant. */
export interface ParticipantOptions {
  label: string | undefined;
  muted: boolean;
  startsOnEnter: boolean;
  endsOnExit: boolean;
  beepsOnEnter: boolean;
  beepsOnExit: boolean;
  wait: Music;
  /** The only participant who hears this one. */
  callSidToCoach: string | undefined;
}

/** A participant with the simulator's own data. Times are in milliseconds since 1970. */
export interface ParticipantRecord extends ParticipantOptions {
  readonly call: CallRecord;
  readonly conference: ConferenceRecord;
  readonly createdAt: number;
  updatedAt: number;
  /** False while the participant is being called. */
  isConnected: boolean;
  hold: boolean;
  coaching: boolean;
  /** Stops what the participant alone hears: music or an announcement. */
  stopMusic: () => void;
  /** Called once, after the participant has left: the call goes on. */
  readonly onLeave: (reason: LeaveReason) => void;
}
