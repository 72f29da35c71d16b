import { booleanAttribute, integerAttribute, listAttribute, methodAttribute, urlAttribute, warn } from '../attributes';
import { addTranscriptLine, ifCurrent } from '../call';
import { CONFERENCE_EVENTS } from '../conferences/conference-events';
import {
  addParticipant,
  createConference,
  findConference,
  joinConference,
  leaveConference,
  MAX_PARTICIPANTS,
} from '../conferences/conference';
import { conferenceRecorder } from '../conferences/conference-recording';
import { labelProblem } from '../conferences/participant';
import { RECORDING_EVENTS } from '../recordings/live-recording';
import { textContent } from './say';
import type { Activity } from '../../model/call-records';
import type { ConferenceOptions, ConferenceRecord, Music, ParticipantOptions } from '../../model/conference-records';
import type { VerbStep } from '../../model/context';
import type { DialContext, DialResult } from './dial-context';

/**
 * Adds the call to a conference, and creates the conference if needed. `callerId` and `timeout` of the Dial have no effect.
 * https://www.twilio.com/docs/voice/twiml/conference
 *
 * @param step with `<Conference>` as its element
 */
export function dialConference(step: VerbStep, dialling: DialContext): Activity | undefined {
  const { context, call, source, element } = step;
  const name = textContent(element);
  addTranscriptLine(context, call, 'flow', 'Dial', `conference ${name}`);
  if (name === '') {
    source.line?.error('Dial->Conference: the name of the conference is empty');
    dialling.finish({ status: 'failed', isBridged: false });
    return undefined;
  }
  const options = readOptions(step);
  const participantOptions = readParticipant(step);
  const found = findConference(context, name);
  const problem = labelProblem(participantOptions.label, found);
  if (problem !== undefined) {
    // https://www.twilio.com/docs/voice/twiml/conference#attributes-participant-label
    source.line?.error(problem);
    dialling.skip();
    return undefined;
  }
  const cannotJoin = joinProblem(found, participantOptions);
  if (cannotJoin !== undefined) {
    source.line?.error(cannotJoin);
    dialling.finish({ status: 'failed', isBridged: false });
    return undefined;
  }

  const conference = found ?? createConference(context, name, options);
  let isRedirected = false;
  let hasLeft = false;
  const recording = dialling.bridge();
  // The page says that there is no SID and no duration: https://www.twilio.com/docs/voice/twiml/dial#request-parameters
  const result = (isBridged: boolean): DialResult => ({
    status: isBridged ? 'answered' : 'failed',
    isBridged,
    recording,
  });
  const continueCall = ifCurrent(call, (isBridged: boolean) => {
    dialling.finish(result(isBridged));
  });
  const participant = addParticipant(context, conference, call, participantOptions, (reason) => {
    hasLeft = true;
    stopLimit();
    recording?.complete();
    call.onRedirect = undefined;
    if (!isRedirected) continueCall(reason !== 'participant_add_failed');
  });
  const leave = (): void => {
    leaveConference(context, participant, 'participant_hung_up');
  };
  const stopLimit = context.timers.after(dialling.timeLimitMs, leave);
  call.onRedirect = () => {
    isRedirected = true;
    leaveConference(context, participant, 'participant_updated_via_api');
  };
  joinConference(context, participant);
  return {
    stop() {
      stopLimit();
    },
    ended() {
      if (hasLeft) return;
      leave();
      dialling.replaced(result(true));
    },
    redirected() {
      dialling.replaced(result(true));
    },
    digit(key) {
      if (key === '*' && dialling.hangsUpOnStar) leave();
    },
  };
}

/** Why the call cannot join, as a line for the log. */
function joinProblem(
  conference: ConferenceRecord | undefined,
  { callSidToCoach }: ParticipantOptions,
): string | undefined {
  if (callSidToCoach !== undefined) {
    const isPresent = conference?.participants.some(
      ({ call, isConnected }) => isConnected && call.sid === callSidToCoach,
    );
    if (conference?.status !== 'in-progress' || isPresent !== true) {
      // https://www.twilio.com/docs/api/errors/13240: the call fails to the action URL.
      return `13240: Dial->Conference: Invalid Whisper SID: ${callSidToCoach.slice(0, 50)}`;
    }
  }
  if (conference !== undefined && conference.participants.length >= conference.maxParticipants) {
    // The page does not say what happens to one caller too many.
    return `Dial->Conference: the conference has ${String(conference.maxParticipants)} participants already`;
  }
  return undefined;
}

function readOptions(step: VerbStep): ConferenceOptions {
  const { context, source, element } = step;
  const callback = urlAttribute(source, element, 'statusCallback', 'statusCallbackMethod');
  // Without statusCallbackEvent there are no events: https://www.twilio.com/docs/voice/twiml/conference#attributes
  const events = listAttribute(source, element, 'statusCallbackEvent', CONFERENCE_EVENTS, []);
  const recorded = urlAttribute(source, element, 'recordingStatusCallback', 'recordingStatusCallbackMethod');
  const recordedEvents = listAttribute(source, element, 'recordingStatusCallbackEvent', RECORDING_EVENTS, [
    'completed',
  ]);
  const { record } = element.attributes;
  return {
    callback: callback && { ...callback, events },
    maxParticipants: integerAttribute(source, element, 'maxParticipants', MAX_PARTICIPANTS, [2, MAX_PARTICIPANTS]),
    record:
      record === 'record-from-start' || record === 'true'
        ? conferenceRecorder(context, recorded && { ...recorded, events: recordedEvents })
        : undefined,
  };
}

function readParticipant({ source, element }: VerbStep): ParticipantOptions {
  const { coach, participantLabel, beep = 'true' } = element.attributes;
  if (!['true', 'false', 'onEnter', 'onExit'].includes(beep)) {
    warn(source, `beep "${beep.slice(0, 50)}" of <Conference> is not true, false, onEnter or onExit`);
  }
  return {
    label: participantLabel === '' ? undefined : participantLabel,
    muted: booleanAttribute(source, element, 'muted', false),
    startsOnEnter: booleanAttribute(source, element, 'startConferenceOnEnter', true),
    endsOnExit: booleanAttribute(source, element, 'endConferenceOnExit', false),
    beepsOnEnter: beep !== 'false' && beep !== 'onExit',
    beepsOnExit: beep !== 'false' && beep !== 'onEnter',
    wait: readWait({ source, element }),
    callSidToCoach: coach === '' ? undefined : coach,
  };
}

/** An empty waitUrl is silence. */
function readWait({ source, element }: Pick<VerbStep, 'source' | 'element'>): Music {
  const given = element.attributes['waitUrl']?.trim();
  if (given === undefined) return undefined;
  if (given === '') return null;
  const address = urlAttribute(source, element, 'waitUrl', 'waitMethod');
  // An invalid URL: 16002. The page does not say that there is silence then: https://www.twilio.com/docs/api/errors/16002
  return address === undefined ? null : { ...address, method: methodAttribute(source, element, 'waitMethod') };
}
