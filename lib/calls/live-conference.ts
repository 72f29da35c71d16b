import type { ConferenceInstance } from 'twilio/lib/rest/api/v2010/account/conference';
import type {
  ParticipantContextUpdateOptions,
  ParticipantInstance,
} from 'twilio/lib/rest/api/v2010/account/conference/participant';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, preview } from '../validation/objects';
import { isSid } from '../validation/sid';
import { isWebAddress } from '../validation/web-address';

/** A conference as plain JSON. https://www.twilio.com/docs/voice/api/conference-resource */
export type ConferenceResource = PlainResource<ConferenceInstance>;
/** A participant as plain JSON. https://www.twilio.com/docs/voice/api/conference-participant-resource */
export type ParticipantResource = PlainResource<ParticipantInstance>;

/** The most participants that are listed. A conference has at most 250. https://www.twilio.com/docs/voice/twiml/conference */
const MAX_PARTICIPANTS = 250;

/** The states of a conference that has not ended. https://www.twilio.com/docs/voice/api/conference-resource */
const LIVE_STATUSES = ['in-progress', 'init'] as const;

/**
 * The SID of a live conference.
 * @param value its SID, or its friendly name, which is the text of `<Conference>`. Names are looked up at Twilio.
 * @throws {TwilioError} `INVALID_CALL` when it is missing; `NOT_FOUND` when no live conference has the name
 */
export async function conferenceSidOf(account: Account, value: unknown): Promise<string> {
  const name = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  if (name === '') {
    const problem = isEmpty(value) ? 'The conference is missing' : `${preview(value)} is not a conference`;
    throw new TwilioError('INVALID_CALL', problem, {
      hint: 'Enter the SID or the name of the conference, as a string.',
    });
  }
  if (isSid(name, 'CF')) return name;
  for (const status of LIVE_STATUSES) {
    const [found] = await account.request('CALL_FAILED', (client) =>
      client.conferences.list({ friendlyName: name, status, limit: 1 }),
    );
    if (found !== undefined) return found.sid;
  }
  throw new TwilioError('NOT_FOUND', `There is no live conference ${preview(name)}`, {
    hint: 'A conference exists while somebody is in it. Check its name, which is case-sensitive.',
  });
}

/**
 * The participants of a conference. https://www.twilio.com/docs/voice/api/conference-participant-resource
 * @throws {TwilioError} the error that Twilio returns
 */
export async function listParticipants(account: Account, conferenceSid: string): Promise<ParticipantResource[]> {
  return account.fetchResource('CALL_FAILED', async (client) => {
    const list = await client.conferences(conferenceSid).participants.list({ limit: MAX_PARTICIPANTS });
    return { toJSON: () => list.map((participant) => participant.toJSON()) };
  });
}

/**
 * Changes a participant: hold, mute, or an announcement that only this person hears.
 * @throws {TwilioError} `NOT_FOUND` when the call is not in the conference; otherwise the error that Twilio returns
 */
export const updateParticipant = (
  account: Account,
  conferenceSid: string,
  callSid: string,
  change: ParticipantContextUpdateOptions,
): Promise<ParticipantResource> =>
  account.fetchResource('CALL_FAILED', (client) =>
    client.conferences(conferenceSid).participants(callSid).update(change),
  );

/**
 * Removes a participant. The call goes on with what follows the conference in its TwiML.
 * @throws {TwilioError} as {@link updateParticipant}
 */
export const removeParticipant = (account: Account, conferenceSid: string, callSid: string): Promise<boolean> =>
  account.request('CALL_FAILED', (client) => client.conferences(conferenceSid).participants(callSid).remove());

/**
 * Plays an announcement to all participants.
 * https://www.twilio.com/docs/voice/api/conference-resource#update-a-conference
 * @throws {TwilioError} the error that Twilio returns
 */
export const announce = (account: Account, conferenceSid: string, announceUrl: string): Promise<ConferenceResource> =>
  account.requestResource('CALL_FAILED', (client) => client.conferences(conferenceSid).update({ announceUrl }));

/**
 * The URL of an announcement or of the music on hold: an MP3 or WAV file, or TwiML.
 * @returns `undefined` when it is empty
 * @throws {TwilioError} `INVALID_CALL` when it is not an http or https URL
 */
export function audioUrl(value: unknown): string | undefined {
  if (isEmpty(value)) return undefined;
  const url = typeof value === 'string' ? value.trim() : '';
  if (isWebAddress(url)) return url;
  throw new TwilioError('INVALID_CALL', `${preview(value)} is not a valid URL of an audio file`, {
    hint: 'Enter a URL that starts with http:// or https:// and that Twilio can reach.',
  });
}
