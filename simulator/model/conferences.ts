/** A conference as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedConference {
  sid: string;
  friendlyName: string;
  /** `init` until it starts. */
  status: 'init' | 'in-progress' | 'completed';
  participants: SimulatedParticipant[];
  dateCreated: string;
  dateUpdated: string;
}

/** A participant of a conference as the state shows it. */
export interface SimulatedParticipant {
  callSid: string;
  label: string | null;
  /** False while the participant is being called. */
  connected: boolean;
  muted: boolean;
  hold: boolean;
  coaching: boolean;
}
