import type { Account } from '../../lib/account/account';
import { callSidOf } from '../../lib/calls/live-call';
import {
  announce,
  audioUrl,
  conferenceSidOf,
  listParticipants,
  removeParticipant,
  updateParticipant,
} from '../../lib/calls/live-conference';
import { TwilioError } from '../../lib/errors/twilio-error';

/** What can be done with a conference. */
export const CONFERENCE_OPERATIONS = [
  'participants',
  'hold',
  'unhold',
  'mute',
  'unmute',
  'remove',
  'announce',
] as const;

/** One of {@link CONFERENCE_OPERATIONS}. */
export type ConferenceOperation = (typeof CONFERENCE_OPERATIONS)[number];

/** The values of the TypedInputs for an operation on a conference. */
export interface ConferenceControlInputs {
  conference?: unknown;
  /** The call of the participant. */
  callSid?: unknown;
  url?: unknown;
}

/**
 * Controls a live conference.
 * @param isForAll whether an announcement is for all participants
 * @returns the participants, the participant, or the conference; nothing for a removed participant
 * @throws {TwilioError} `INVALID_CALL` before anything is sent; `NOT_FOUND` when there is no such conference or
 * participant; otherwise the error that Twilio returns
 */
export async function controlConference(
  account: Account,
  operation: ConferenceOperation,
  inputs: ConferenceControlInputs,
  isForAll: boolean,
): Promise<object | undefined> {
  const isForOne = operation !== 'participants' && !(operation === 'announce' && isForAll);
  const callSid = isForOne ? callSidOf(inputs.callSid) : '';
  const url = operation === 'hold' || operation === 'announce' ? audioUrl(inputs.url) : undefined;
  if (operation === 'announce' && url === undefined) {
    throw new TwilioError('INVALID_CALL', 'The URL of the announcement is missing', {
      hint: 'Enter the URL of an MP3 or WAV file, or of a TwiML document that says a text.',
    });
  }
  const sid = await conferenceSidOf(account, inputs.conference);
  switch (operation) {
    case 'participants':
      return listParticipants(account, sid);
    case 'hold':
      return updateParticipant(account, sid, callSid, { hold: true, ...(url === undefined ? {} : { holdUrl: url }) });
    case 'unhold':
      return updateParticipant(account, sid, callSid, { hold: false });
    case 'mute':
    case 'unmute':
      return updateParticipant(account, sid, callSid, { muted: operation === 'mute' });
    case 'remove':
      await removeParticipant(account, sid, callSid);
      return undefined;
    case 'announce': {
      const announceUrl = url ?? '';
      return isForAll ? announce(account, sid, announceUrl) : updateParticipant(account, sid, callSid, { announceUrl });
    }
  }
}
