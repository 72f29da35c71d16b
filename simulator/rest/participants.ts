import { badRequest } from '../core/api-error';
import { announce, playMusic } from '../voice/conferences/conference-audio';
import { leaveConference } from '../voice/conferences/conference';
import { postConferenceEvent } from '../voice/conferences/conference-events';
import { publishConference } from '../voice/conferences/conference-view';
import { rfc2822 } from '../protocol/dates';
import { readAddress } from './call-create';
import { CONFERENCES_PATH, conferenceOf } from './conferences';
import { createParticipant } from './participant-create';
import { accountUri, resourceRoutes } from './resource-routes';
import type { SimulatorContext } from '../model/context';
import type { ParticipantRecord } from '../model/conference-records';
import type { CallStatus } from '../model/calls';
import type { Params, RestCall } from '../model/rest';
import type { Route } from './router';

/** https://www.twilio.com/docs/voice/api/conference-participant-resource#participant-properties */
const STATUSES: Readonly<Record<CallStatus, string>> = {
  queued: 'queued',
  ringing: 'ringing',
  'in-progress': 'connected',
  completed: 'complete',
  busy: 'failed',
  failed: 'failed',
  'no-answer': 'failed',
  canceled: 'failed',
};

/** https://www.twilio.com/docs/voice/api/conference-participant-resource */
export const participantRoutes: readonly Route[] = resourceRoutes<ParticipantRecord>({
  product: 'api',
  path: `${CONFERENCES_PATH}/{ConferenceSid}/Participants`,
  serialize: ({ context }, participant) => participantResource(context, participant),
  list: { key: 'participants', records: listParticipants },
  create: createParticipant,
  one: { parameter: 'CallSid', find: findParticipant, update: updateParticipant, remove: removeParticipant },
});

/** A conference that has ended has no participants. */
function listParticipants(call: RestCall): readonly ParticipantRecord[] {
  const { participants } = conferenceOf(call);
  const [muted, hold, coaching] = ['Muted', 'Hold', 'Coaching'].map((name) => call.query.get(name));
  return participants.filter(
    (one) =>
      (muted === undefined || String(one.muted) === muted) &&
      (hold === undefined || String(one.hold) === hold) &&
      (coaching === undefined || String(one.coaching) === coaching),
  );
}

/** Finds a participant by the SID of its call, or by its label. */
function findParticipant(call: RestCall): ParticipantRecord | undefined {
  const given = call.path['CallSid'];
  return conferenceOf(call).participants.find(({ call: { sid }, label }) => sid === given || label === given);
}

/** https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource */
function updateParticipant({ context, form }: RestCall, participant: ParticipantRecord): void {
  const { conference } = participant;
  const announcement = readAddress(form, 'AnnounceUrl', 'AnnounceMethod');
  // The default method of HoldUrl is GET.
  const holdUrl = readAddress(form, 'HoldUrl', 'HoldMethod', 21205, 'GET');
  const waitUrl = readAddress(form, 'WaitUrl', 'WaitMethod');
  const post = (kind: 'mute' | 'hold' | 'modify', name: string): void => {
    postConferenceEvent(context, conference, kind, `participant-${name}`, { participant });
  };

  const muted = booleanParameter(form, 'Muted');
  if (muted !== undefined && muted !== participant.muted) {
    participant.muted = muted;
    post('mute', muted ? 'mute' : 'unmute');
  }
  const hold = booleanParameter(form, 'Hold');
  if (hold !== undefined && hold !== participant.hold) {
    participant.hold = hold;
    participant.stopMusic();
    post('hold', hold ? 'hold' : 'unhold');
    if (hold) playMusic(context, participant, holdUrl);
    else if (conference.status === 'init') playMusic(context, participant, participant.wait);
  }
  if (modify(form, participant, waitUrl)) post('modify', 'modify');
  if (announcement !== undefined) announce(context, conference, announcement, participant);
  participant.updatedAt = context.timers.now();
  publishConference(context, conference);
}

/**
 * Changes the settings whose changes send the event `modify`.
 * @returns whether the request has such a setting
 * @throws ApiError 20001 when the call to coach is not in the conference
 */
function modify(form: Params, participant: ParticipantRecord, waitUrl: ParticipantRecord['wait']): boolean {
  const endsOnExit = booleanParameter(form, 'EndConferenceOnExit');
  const beepsOnExit = booleanParameter(form, 'BeepOnExit');
  const callSidToCoach = form.get('CallSidToCoach');
  const coaching = booleanParameter(form, 'Coaching') ?? (callSidToCoach === undefined ? undefined : true);
  const coached = callSidToCoach ?? participant.callSidToCoach;
  if (coaching === true && !participant.conference.participants.some(({ call }) => call.sid === coached)) {
    throw badRequest(20001, `CallSidToCoach must be the call of a participant: ${coached ?? ''}`);
  }
  if (endsOnExit !== undefined) participant.endsOnExit = endsOnExit;
  if (beepsOnExit !== undefined) participant.beepsOnExit = beepsOnExit;
  if (coaching !== undefined) participant.coaching = coaching;
  participant.callSidToCoach = coached;
  const hasWaitUrl = form.get('WaitUrl') !== undefined;
  // An empty WaitUrl is silence.
  if (hasWaitUrl) participant.wait = waitUrl ?? null;
  return hasWaitUrl || [endsOnExit, beepsOnExit, coaching].some((value) => value !== undefined);
}

/** The participant leaves, and its call goes on. Twilio's pages do not have the reason of the event for this. */
function removeParticipant({ context }: RestCall, participant: ParticipantRecord): void {
  leaveConference(context, participant, 'participant_updated_via_api', true);
}

/** Everything but `true` is false. */
function booleanParameter(form: Params, name: string): boolean | undefined {
  const text = form.get(name);
  return text === undefined ? undefined : text.toLowerCase() === 'true';
}

function participantResource(context: SimulatorContext, participant: ParticipantRecord): Record<string, unknown> {
  const { call, conference, label, muted, hold, coaching, callSidToCoach, createdAt, updatedAt } = participant;
  return {
    account_sid: context.accountSid,
    call_sid: call.sid,
    call_sid_to_coach: callSidToCoach ?? null,
    coaching,
    conference_sid: conference.sid,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(updatedAt),
    end_conference_on_exit: participant.endsOnExit,
    hold,
    label: label ?? null,
    muted,
    // Only in the response to the creation, but described for all: https://www.twilio.com/docs/voice/api/conference-participant-resource
    queue_time: '0',
    start_conference_on_enter: participant.startsOnEnter,
    status: STATUSES[call.view.status],
    uri: `${accountUri(context)}/Conferences/${conference.sid}/Participants/${call.sid}.json`,
  };
}
