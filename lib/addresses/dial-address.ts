import { TwilioError } from '../errors/twilio-error';
import { preview } from '../validation/objects';
import { callAddress, SIP } from './call-address';
import { E164, phoneNumber } from './phone-number';

/** Whom `<Dial>` can call: phone numbers, clients of the Voice SDK, or SIP addresses. */
export const PARTY_KINDS = ['number', 'client', 'sip'] as const;

/** One of {@link PARTY_KINDS}. */
export type PartyKind = (typeof PARTY_KINDS)[number];

/** The most parties that `<Dial>` calls at once. https://www.twilio.com/docs/voice/twiml/number */
export const MAX_PARTIES_AT_ONCE = 10;

/**
 * The identity of a client: no spaces, control characters, delimiters or unwise characters.
 * https://www.twilio.com/docs/voice/twiml/client
 */
const IDENTITY = /^[^\s<>#%"{}|\\^[\]`\p{Cc}]{1,256}$/u;

/** https://www.twilio.com/docs/voice/twiml/sip */
const MAX_SIP_LENGTH = 255;

/**
 * A party of `<Dial>`: a number in E.164 format, `client:` with an identity, or a SIP address.
 * @param text a client may be without `client:`
 * @returns `undefined` when it is not valid for its kind
 */
export function dialAddress(text: string, kind: PartyKind): string | undefined {
  const trimmed = text.trim();
  switch (kind) {
    case 'client': {
      const identity = trimmed.replace(/^client:/i, '');
      return IDENTITY.test(identity) && !/^sips?:/i.test(identity) ? `client:${identity}` : undefined;
    }
    case 'sip':
      return SIP.test(trimmed) && trimmed.length <= MAX_SIP_LENGTH ? trimmed : undefined;
    case 'number':
      return phoneNumber(trimmed);
  }
}

/** Stands for any SIP address: a call to one can have any name as its caller ID. */
const ANY_SIP = 'sip:unknown@unknown';

/**
 * The caller ID of `<Dial>`: a number in E.164 format; for a client also `client:` with an identity, for a SIP address any name.
 * https://www.twilio.com/docs/voice/twiml/dial#callerid
 * @throws {TwilioError} `INVALID_SENDER`, `MISSING_FROM_NUMBER`
 */
export function dialCallerId(value: unknown, kind: PartyKind): string {
  const callerId = callAddress(value, 'sender', kind === 'sip' ? ANY_SIP : '');
  if (E164.test(callerId) || kind === 'sip' || (kind === 'client' && /^client:/i.test(callerId))) return callerId;
  throw new TwilioError('INVALID_SENDER', `${preview(callerId)} is not a valid caller ID here`, {
    hint: 'Use the number that was called, the number of the caller, or another number of the account.',
  });
}

/** The longest name of a conference or a queue. https://www.twilio.com/docs/api/errors/13237, twiml/enqueue */
export const MAX_ROOM_NAME_LENGTH = { conference: 128, queue: 64 } as const;

/** A conference or a queue that `<Dial>` connects with. */
export type RoomKind = keyof typeof MAX_ROOM_NAME_LENGTH;

/** The name of a conference or a queue, without the spaces around it. `undefined` when it is empty or too long. */
export function roomName(text: string, kind: RoomKind): string | undefined {
  const name = text.trim();
  return name !== '' && name.length <= MAX_ROOM_NAME_LENGTH[kind] ? name : undefined;
}
