import type { SimulatorContext } from '../../model/context';
import type { SimulatedConference } from '../../model/conferences';
import type { ConferenceRecord } from '../../model/conference-records';

/** A copy as the state shows it. */
export function conferenceView(conference: ConferenceRecord): SimulatedConference {
  const { sid, friendlyName, status, participants, createdAt, updatedAt } = conference;
  return {
    sid,
    friendlyName,
    status,
    participants: participants.map(({ call, label = null, isConnected, muted, hold, coaching }) => ({
      callSid: call.sid,
      label,
      connected: isConnected,
      muted,
      hold,
      coaching,
    })),
    dateCreated: new Date(createdAt).toISOString(),
    dateUpdated: new Date(updatedAt).toISOString(),
  };
}

/** Publishes a change of the conference. */
export function publishConference(context: SimulatorContext, conference: ConferenceRecord): void {
  conference.updatedAt = context.timers.now();
  if (context.conferences.get(conference.sid) === conference) {
    context.publish({ type: 'conference', item: conferenceView(conference) });
  }
}
