import {
  dialAddress,
  dialCallerId,
  MAX_PARTIES_AT_ONCE,
  MAX_ROOM_NAME_LENGTH,
  roomName,
  type PartyKind,
  type RoomKind,
} from '../../lib/addresses/dial-address';
import { splitRecipients } from '../../lib/addresses/recipients';
import { TwilioError } from '../../lib/errors/twilio-error';
import { isEmpty, preview } from '../../lib/validation/objects';

/** How each kind of party is written, for a hint. */
const WANTED: Record<PartyKind, string> = {
  number: 'Use numbers in E.164 format such as +14155550100. For clients and SIP addresses, change "Dial" in the node.',
  client: 'Use the identity of a client, such as alice, without spaces and special characters.',
  sip: 'Use SIP addresses such as sip:alice@example.com.',
};

/**
 * Whom to call.
 * @param given one, several with commas, or a list
 * @param isAtOnce whether all of them ring at the same time
 * @throws {TwilioError} `INVALID_RECIPIENT`
 */
export function partiesOf(given: unknown, kind: PartyKind, isAtOnce: boolean): string[] {
  const list: unknown[] = Array.isArray(given) ? given : typeof given === 'string' ? splitRecipients(given) : [given];
  const entries = list.filter((entry) => !isEmpty(entry));
  if (entries.length === 0) {
    throw new TwilioError('INVALID_RECIPIENT', 'There is nobody to dial', {
      hint: 'Set "To" in the node, or the message property that it reads.',
    });
  }
  const parties = entries.map((entry) => {
    const address =
      typeof entry === 'string' || typeof entry === 'number' ? dialAddress(String(entry), kind) : undefined;
    if (address !== undefined) return address;
    throw new TwilioError('INVALID_RECIPIENT', `${preview(entry)} cannot be dialed`, { hint: WANTED[kind] });
  });
  if (isAtOnce && parties.length > MAX_PARTIES_AT_ONCE) {
    throw new TwilioError(
      'INVALID_RECIPIENT',
      `${parties.length} parties cannot be dialed at once; Twilio calls at most ${MAX_PARTIES_AT_ONCE}`,
      { hint: 'Remove some, or dial them in turn.' },
    );
  }
  return parties;
}

/**
 * The name of a conference or a queue.
 * @throws {TwilioError} `INVALID_RECIPIENT`
 */
export function roomOf(given: unknown, kind: RoomKind): string {
  const name = typeof given === 'string' || typeof given === 'number' ? roomName(String(given), kind) : undefined;
  if (name !== undefined) return name;
  throw new TwilioError(
    'INVALID_RECIPIENT',
    `The name of the ${kind} must have 1 to ${MAX_ROOM_NAME_LENGTH[kind]} characters`,
    { hint: 'Set "To" in the node, or the message property that it reads.' },
  );
}

/** What the caller ID is chosen from when none is set. */
export interface CallerIdDefaults {
  /** The caller. Twilio shows it to the callee by default. */
  from: string;
  /** The account's number. */
  accountFrom: string;
}

/**
 * The caller ID. Without one, Twilio uses the caller's. Only a client that calls a number needs another one.
 * https://www.twilio.com/docs/voice/twiml/dial#callerid, https://www.twilio.com/docs/api/errors/13214
 * @returns `undefined` for Twilio's default
 * @throws {TwilioError} `INVALID_SENDER`, `MISSING_FROM_NUMBER`
 */
export function callerIdOf(
  given: unknown,
  kind: PartyKind,
  { from, accountFrom }: CallerIdDefaults,
): string | undefined {
  if (!isEmpty(given)) return dialCallerId(given, kind);
  return kind === 'number' && /^client:/i.test(from) ? dialCallerId(accountFrom, kind) : undefined;
}
