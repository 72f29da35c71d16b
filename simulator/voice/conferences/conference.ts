import { NOBODY } from '../call';
import { postConferenceEvent } from './conference-events';
import { playMusic } from './conference-audio';
import { publishConference } from './conference-view';
import { audienceOf, beep, spoke } from './participant';
import type { SimulatorContext } from '../../model/context';
import type { CallRecord } from '../../model/call-records';
import type {
  ConferenceOptions,
  ConferenceRecord,
  EndReason,
  LeaveReason,
  ParticipantOptions,
  ParticipantRecord,
} from '../../model/conference-records';

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-max-participants */
export const MAX_PARTICIPANTS = 250;
/** A limit of the simulator only. The oldest conference is removed. */
export const MAX_CONFERENCES = 200;
/** The room starts with the second participant. https://www.twilio.com/docs/voice/twiml/conference#customizable-features */
const MIN_PARTICIPANTS = 2;

/** Finds the conference with this name that has not ended. */
export function findConference(context: SimulatorContext, name: string): ConferenceRecord | undefined {
  return context.conferences.all().find(({ friendlyName, status }) => friendlyName === name && status !== 'completed');
}

/** Creates a conference, with the options of its first participant, and publishes it. */
export function createConference(
  context: SimulatorContext,
  friendlyName: string,
  options: ConferenceOptions,
): ConferenceRecord {
  const now = context.timers.now();
  const conference: ConferenceRecord = {
    sid: context.ids.sid('CF'),
    friendlyName,
    ...options,
    createdAt: now,
    updatedAt: now,
    status: 'init',
    participants: [],
    callbackCount: 0,
    lastCallback: Promise.resolve(),
    recordings: new Set(),
    ended: undefined,
  };
  context.conferences.add(conference);
  publishConference(context, conference);
  return conference;
}

/** Adds a participant whose call is not connected yet. */
export function addParticipant(
  context: SimulatorContext,
  conference: ConferenceRecord,
  call: CallRecord,
  options: ParticipantOptions,
  onLeave: ParticipantRecord['onLeave'],
): ParticipantRecord {
  const now = context.timers.now();
  const participant: ParticipantRecord = {
    ...options,
    call,
    conference,
    createdAt: now,
    updatedAt: now,
    isConnected: false,
    hold: false,
    coaching: options.callSidToCoach !== undefined,
    stopMusic: () => undefined,
    onLeave,
  };
  conference.participants.push(participant);
  publishConference(context, conference);
  return participant;
}

/** The call of a participant is in the conference now. Starts the conference if this is possible. */
export function joinConference(context: SimulatorContext, participant: ParticipantRecord): void {
  const { conference, call } = participant;
  participant.isConnected = true;
  call.audience = () => audienceOf(participant);
  call.onSpeech = (ms) => {
    spoke(context, participant, ms);
  };
  if (participant.beepsOnEnter) beep(context, participant);
  postConferenceEvent(context, conference, 'join', 'participant-join', { participant });
  const present = conference.participants.filter(({ isConnected }) => isConnected);
  if (conference.status === 'in-progress') publishConference(context, conference);
  else if (present.length >= MIN_PARTICIPANTS && present.some(({ startsOnEnter }) => startsOnEnter)) {
    conference.status = 'in-progress';
    for (const one of present) if (!one.hold) one.stopMusic();
    conference.record?.(conference);
    postConferenceEvent(context, conference, 'start', 'conference-start');
    publishConference(context, conference);
  } else {
    playMusic(context, participant, participant.wait, () => {
      // https://www.twilio.com/docs/voice/twiml/conference#attributes-waiturl: the call goes on with its action.
      leaveConference(context, participant, 'participant_add_failed');
    });
    publishConference(context, conference);
  }
}

/**
 * A participant leaves. The conference ends with the last one, and with one that ends it on exit.
 * @param isKicked true for a request of the REST API
 */
export function leaveConference(
  context: SimulatorContext,
  participant: ParticipantRecord,
  reason: LeaveReason,
  isKicked = false,
): void {
  const { conference, call, isConnected } = participant;
  const { participants } = conference;
  const at = participants.indexOf(participant);
  if (at === -1) return;
  participants.splice(at, 1);
  participant.stopMusic();
  participant.isConnected = false;
  call.audience = NOBODY;
  call.onSpeech = undefined;
  if (isConnected && participant.beepsOnExit) beep(context, participant);
  postConferenceEvent(context, conference, 'leave', 'participant-leave', {
    participant,
    more: [
      ['ParticipantCallStatus', call.view.status],
      ['ReasonParticipantLeft', reason],
    ],
  });
  publishConference(context, conference);
  participant.onLeave(reason);
  if (conference.status === 'completed') return;
  const suffix = isKicked ? 'kicked' : 'left';
  if (isConnected && participant.endsOnExit) {
    endConference(context, conference, `participant-with-end-conference-on-exit-${suffix}`, participant);
  } else if (participants.length === 0) endConference(context, conference, `last-participant-${suffix}`, participant);
}

/** Ends a conference. All participants leave, and their calls go on. */
export function endConference(
  context: SimulatorContext,
  conference: ConferenceRecord,
  reason: EndReason,
  by?: ParticipantRecord,
): void {
  if (conference.status === 'completed') return;
  conference.status = 'completed';
  conference.ended = { reason, by };
  for (const recording of [...conference.recordings]) recording.complete();
  const isViaApi = reason === 'conference-ended-via-api';
  for (const one of [...conference.participants]) {
    leaveConference(context, one, isViaApi ? 'conference_ended_via_api' : 'moderator_ended_conference');
  }
  postConferenceEvent(context, conference, 'end', 'conference-end', {
    more: [
      ...(by === undefined ? [] : ([['CallSidEndingConference', by.call.sid]] as const)),
      ...(by?.label === undefined ? [] : ([['ParticipantLabelEndingConference', by.label]] as const)),
      ['ReasonConferenceEnded', reason],
    ],
  });
  publishConference(context, conference);
}
