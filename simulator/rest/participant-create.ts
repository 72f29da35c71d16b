import { badRequest, notFound } from '../core/api-error';
import { endCall } from '../voice/call-status';
import { hasEnded } from '../voice/call';
import { conferenceRecorder } from '../voice/conferences/conference-recording';
import {
  addParticipant,
  createConference,
  findConference,
  joinConference,
  leaveConference,
  MAX_PARTICIPANTS,
} from '../voice/conferences/conference';
import { CONFERENCE_EVENTS } from '../voice/conferences/conference-events';
import { labelProblem } from '../voice/conferences/participant';
import { startCall } from '../voice/outbound-call';
import { readAddress, readCall, readRecordingCallback } from './call-create';
import type { SimulatorContext } from '../model/context';
import type { ConferenceOptions, ConferenceRecord, Music, ParticipantRecord } from '../model/conference-records';
import type { Params, RestCall } from '../model/rest';

/**
 * Calls a participant into a conference. The path has the SID of a conference in progress, or a name. With a name, the
 * conference is created if needed.
 *
 * https://www.twilio.com/docs/voice/api/conference-participant-resource#create-a-participant
 *
 * @throws ApiError with Twilio's error code
 */
export function createParticipant(request: RestCall): ParticipantRecord {
  const { context, form, path } = request;
  const given = path['ConferenceSid'] ?? '';
  const found = context.conferences.get(given) ?? findConference(context, given);
  if (found === undefined && /^CF[0-9a-f]{32}$/i.test(given)) throw notFound(request.pathname);
  if (found?.status === 'completed') throw badRequest(20001, 'The conference has ended');
  const label = form.get('Label') ?? '';
  const problem = labelProblem(label === '' ? undefined : label, found);
  if (problem !== undefined) throw badRequest(Number(problem.slice(0, 5)), problem.slice(7));
  const options = readOptions(context, form);
  const coached = form.get('CallSidToCoach');
  if (coached !== undefined && found?.participants.some(({ call }) => call.sid === coached) !== true) {
    throw badRequest(20001, `CallSidToCoach must be the call of a participant: ${coached}`);
  }
  const outbound = readCall(context, form, {
    begin() {
      joinConference(context, created);
    },
  });
  const conference: ConferenceRecord = found ?? createConference(context, given, options);
  const { detection } = outbound;
  // Participants have no AsyncAmd: the conference does not wait for the detection.
  const callback = readAddress(form, 'AmdStatusCallback', 'AmdStatusCallbackMethod');
  const call = startCall(context, { ...outbound, detection: detection && { ...detection, isAsync: true, callback } });
  const beep = form.get('Beep') ?? 'true';
  const created = addParticipant(
    context,
    conference,
    call,
    {
      label: label === '' ? undefined : label,
      muted: form.get('Muted') === 'true',
      startsOnEnter: form.get('StartConferenceOnEnter') !== 'false',
      endsOnExit: form.get('EndConferenceOnExit') === 'true',
      beepsOnEnter: beep !== 'false' && beep !== 'onExit',
      beepsOnExit: beep !== 'false' && beep !== 'onEnter',
      wait: readWait(form),
      callSidToCoach: coached,
    },
    () => {
      call.onRedirect = undefined;
      if (!isRedirected && !hasEnded(call))
        endCall(context, call, call.answeredAt === undefined ? 'canceled' : 'completed');
    },
  );
  let isRedirected = false;
  call.onRedirect = () => {
    isRedirected = true;
    leaveConference(context, created, 'participant_updated_via_api');
  };
  call.onEnd.add(() => {
    leaveConference(context, created, created.isConnected ? 'participant_hung_up' : 'participant_add_failed');
  });
  return created;
}

/** What the first participant sets for the conference. The default events are `start end`. */
function readOptions(context: SimulatorContext, form: Params): ConferenceOptions {
  const address = readAddress(form, 'ConferenceStatusCallback', 'ConferenceStatusCallbackMethod', 21609);
  const requested = form.all('ConferenceStatusCallbackEvent').flatMap((text) => text.split(/\s+/));
  const events = CONFERENCE_EVENTS.filter((event) => requested.includes(event));
  const max = Number(form.get('MaxParticipants') ?? MAX_PARTICIPANTS);
  if (!Number.isInteger(max) || max < 2 || max > MAX_PARTICIPANTS) {
    throw badRequest(20001, `MaxParticipants must be from 2 to ${String(MAX_PARTICIPANTS)}`);
  }
  const record = form.get('ConferenceRecord');
  return {
    callback: address && { ...address, events: new Set(events.length === 0 ? ['start', 'end'] : events) },
    maxParticipants: max,
    record:
      record === 'true' || record === 'record-from-start'
        ? conferenceRecorder(context, readRecordingCallback(form, 'Conference'))
        : undefined,
  };
}

/** An empty WaitUrl is silence. */
function readWait(form: Params): Music {
  const given = form.get('WaitUrl');
  return given === '' ? null : readAddress(form, 'WaitUrl', 'WaitMethod');
}
