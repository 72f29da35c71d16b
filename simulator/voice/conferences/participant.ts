import { addTranscriptLine } from '../call';
import { postConferenceEvent } from './conference-events';
import type { SimulatorContext } from '../../model/context';
import type { CallRecord } from '../../model/call-records';
import type { ConferenceRecord, ParticipantRecord } from '../../model/conference-records';

/** The calls that hear a participant. Only one participant hears a coach. */
export function audienceOf({
  call,
  conference,
  isConnected,
  muted,
  hold,
  coaching,
  callSidToCoach,
}: ParticipantRecord): CallRecord[] {
  if (conference.status !== 'in-progress' || !isConnected || muted || hold) return [];
  return conference.participants
    .filter((other) => other.call !== call && other.isConnected && !other.hold)
    .map((other) => other.call)
    .filter(({ sid }) => !coaching || sid === callSidToCoach);
}

/** The others hear a beep. https://www.twilio.com/docs/voice/twiml/conference#attributes-beep */
export function beep(context: SimulatorContext, participant: ParticipantRecord): void {
  const { conference } = participant;
  if (conference.status !== 'in-progress') return;
  for (const other of conference.participants) {
    if (other !== participant && other.isConnected) addTranscriptLine(context, other.call, 'flow', 'Play', 'beep');
  }
}

/** A participant speaks for `ms`: sends the events, unless no other participant can hear it. */
export function spoke(context: SimulatorContext, participant: ParticipantRecord, ms: number): void {
  const { conference, call } = participant;
  if (conference.status !== 'in-progress' || participant.muted || participant.hold) return;
  postConferenceEvent(context, conference, 'speaker', 'participant-speech-start', { participant });
  const stop = context.timers.after(ms, () => {
    call.onEnd.delete(stop);
    if (!participant.isConnected) return;
    postConferenceEvent(context, conference, 'speaker', 'participant-speech-stop', { participant });
  });
  call.onEnd.add(stop);
}

const MAX_LABEL_LENGTH = 128;

/**
 * Why a label cannot be used, with Twilio's error code.
 * https://www.twilio.com/docs/api/errors/16023, https://www.twilio.com/docs/api/errors/16025
 */
export function labelProblem(label: string | undefined, conference: ConferenceRecord | undefined): string | undefined {
  if (label === undefined) return undefined;
  if (label.length > MAX_LABEL_LENGTH || /^CA[0-9a-f]{32}$/.test(label) || /\/|%2f/i.test(label)) {
    return `16023: Conference: Participant label invalid: "${label.slice(0, 50)}"`;
  }
  if (conference?.participants.some((one) => one.label === label) === true) {
    return `16025: Conference: a participant with the label "${label}" is in the conference already`;
  }
  return undefined;
}
