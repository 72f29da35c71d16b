import { addTranscriptLine, endTranscriptLine } from '../call';
import { callParams } from '../call-params';
import { playDocument } from '../play-document';
import { postConferenceEvent } from './conference-events';
import { API_VERSION, type SimulatorContext } from '../../model/context';
import type { CallRecord, WebhookAddress } from '../../model/call-records';
import type { ConferenceRecord, Music, ParticipantRecord } from '../../model/conference-records';

/**
 * Plays music to one participant, until the conference starts or the hold ends. After the end of a document there is silence.
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-waiturl
 *
 * @param failed called when there is no valid document
 */
export function playMusic(
  context: SimulatorContext,
  participant: ParticipantRecord,
  music: Music,
  failed: () => void = () => undefined,
): void {
  const { call } = participant;
  participant.stopMusic();
  participant.stopMusic = () => undefined;
  if (music === undefined) {
    const line = addTranscriptLine(context, call, 'flow', 'Play', 'hold music');
    participant.stopMusic = () => {
      endTranscriptLine(context, call, line);
    };
  }
  if (music === undefined || music === null) return;
  participant.stopMusic = playDocument(context, () => [call], music, callParams(context, call), {
    ended: () => undefined,
    failed,
  });
}

/**
 * Plays an announcement to the whole conference, or to one participant. Its document is requested once.
 * The pages do not say which parameters the request has: https://www.twilio.com/docs/voice/api/conference-resource
 */
export function announce(
  context: SimulatorContext,
  conference: ConferenceRecord,
  address: WebhookAddress,
  participant?: ParticipantRecord,
): void {
  const calls = (): CallRecord[] =>
    (participant === undefined ? conference.participants : [participant])
      .filter(({ isConnected }) => isConnected)
      .map(({ call }) => call);
  const params: [string, string][] =
    participant === undefined
      ? [
          ['AccountSid', context.accountSid],
          ['ApiVersion', API_VERSION],
        ]
      : callParams(context, participant.call);
  const post = (name: string, message?: string): void => {
    if (conference.status === 'completed') return;
    postConferenceEvent(context, conference, 'announcement', name, {
      participant: participant?.isConnected === true ? participant : undefined,
      more: [
        ['AnnounceUrl', address.url],
        ...(message === undefined ? [] : ([['ReasonAnnouncementFailed', message]] as const)),
      ],
    });
  };
  playDocument(
    context,
    calls,
    address,
    [...params, ['ConferenceSid', conference.sid], ['FriendlyName', conference.friendlyName]],
    {
      ended() {
        post('announcement-end');
      },
      failed(message) {
        post('announcement-fail', message);
      },
    },
  );
}
