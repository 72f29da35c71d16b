import { rfc2822 } from '../../protocol/dates';
import type { SimulatorContext } from '../../model/context';
import type { ConferenceEvent, ConferenceRecord, ParticipantRecord } from '../../model/conference-records';
import type { FormPairs } from '../../model/webhooks';

/** The events of each value of `statusCallbackEvent`. */
export const CONFERENCE_EVENTS: readonly ConferenceEvent[] = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
];

/**
 * Sends an event to the status callback of the conference.
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-status-callback
 *
 * @param kind the value of `statusCallbackEvent`
 * @param name the `StatusCallbackEvent` of the request
 */
export function postConferenceEvent(
  context: SimulatorContext,
  conference: ConferenceRecord,
  kind: ConferenceEvent,
  name: string,
  { participant, more = [] }: { participant?: ParticipantRecord | undefined; more?: FormPairs } = {},
): void {
  const { callback } = conference;
  if (callback?.events.has(kind) !== true) return;
  conference.callbackCount += 1;
  const params: FormPairs = [
    ['AccountSid', context.accountSid],
    ['ConferenceSid', conference.sid],
    ['FriendlyName', conference.friendlyName],
    ['StatusCallbackEvent', name],
    ['SequenceNumber', String(conference.callbackCount)],
    ['Timestamp', rfc2822(context.timers.now())],
    ...(participant === undefined ? [] : participantParams(participant)),
    ...more,
  ];
  conference.lastCallback = conference.lastCallback.then(async () => {
    await context.sender.send({ url: callback.url, method: callback.method, params });
  });
  context.track(conference.lastCallback);
}

function participantParams(participant: ParticipantRecord): FormPairs {
  const { call, label, muted, hold, coaching, endsOnExit, startsOnEnter } = participant;
  return [
    ['CallSid', call.sid],
    ['Muted', String(muted)],
    ['Hold', String(hold)],
    ['Coaching', String(coaching)],
    ['EndConferenceOnExit', String(endsOnExit)],
    ['StartConferenceOnEnter', String(startsOnEnter)],
    ...(label === undefined ? [] : ([['ParticipantLabel', label]] as const)),
  ];
}
