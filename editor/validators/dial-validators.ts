/** The checks of what is dialed in a call. */

import {
  dialAddress,
  dialCallerId,
  MAX_PARTIES_AT_ONCE,
  MAX_ROOM_NAME_LENGTH,
  roomName,
  type PartyKind,
} from '../../lib/addresses/dial-address';
import { splitRecipients } from '../../lib/addresses/recipients';
import { all, required, shaped, type Check } from './check';
import { reads } from './runtime';

const PARTY_PROBLEMS: Record<PartyKind, string> = { number: 'phoneNumber', client: 'dialClient', sip: 'dialSip' };

/** Whether the kind of a dial node is one with parties, and not a conference or a queue. */
export const isParty = (kind: string): kind is PartyKind => Object.hasOwn(PARTY_PROBLEMS, kind);

/** @param isAtOnce whether all of them ring at the same time */
const parties = (kind: PartyKind, isAtOnce: boolean): Check =>
  shaped((value) => {
    const entries = splitRecipients(value);
    if (entries.length === 0) return { key: 'required' };
    if (entries.some((entry) => dialAddress(entry, kind) === undefined)) return { key: PARTY_PROBLEMS[kind] };
    if (!isAtOnce || entries.length <= MAX_PARTIES_AT_ONCE) return undefined;
    return { key: 'dialMany', values: { max: String(MAX_PARTIES_AT_ONCE) } };
  });

const room = (kind: 'conference' | 'queue'): Check =>
  shaped((value) =>
    roomName(value, kind) === undefined
      ? { key: 'roomName', values: { max: String(MAX_ROOM_NAME_LENGTH[kind]) } }
      : undefined,
  );

/**
 * Whom to dial.
 * @param kind as in the property `kind` of a dial node
 * @param isAtOnce whether all of them ring at the same time
 */
export const dialTarget = (kind: string, isAtOnce: boolean): Check =>
  all(required, isParty(kind) ? parties(kind, isAtOnce) : room(kind === 'queue' ? 'queue' : 'conference'));

/** The caller ID of a dialed call. It has no effect for a conference or a queue. */
export const callerId = (kind: string): Check =>
  isParty(kind)
    ? reads((value) => dialCallerId(value, kind), { key: kind === 'client' ? 'callerClient' : 'phoneNumber' })
    : () => undefined;
