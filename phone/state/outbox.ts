import { stripChannel } from '../model/address';
import type { GeoLocation, TextMessage } from '../model/message';
import type { OutgoingMessage, PhoneState } from './phone-state';

function sameLocation(a: GeoLocation | undefined, b: GeoLocation | undefined): boolean {
  return a?.latitude === b?.latitude && a?.longitude === b?.longitude;
}

function isSameMessage(outgoing: OutgoingMessage, message: TextMessage): boolean {
  return (
    outgoing.body === message.body &&
    outgoing.channel === message.channel &&
    stripChannel(outgoing.from) === stripChannel(message.from) &&
    stripChannel(outgoing.to) === stripChannel(message.to) &&
    outgoing.media.length === message.media.length &&
    sameLocation(outgoing.location, message.location)
  );
}

/**
 * The event stream contains a message before its POST is answered. To show it only once, the SID is assigned to the
 * oldest outgoing message with the same content.
 */
export function assignSid(outbox: readonly OutgoingMessage[], message: TextMessage): readonly OutgoingMessage[] {
  if (!message.inbound) return outbox;
  const found = outbox.find(
    (o) => o.sid === undefined && (o.reason === undefined || o.deliveryUnknown === true) && isSameMessage(o, message),
  );
  if (!found) return outbox;
  if (found.deliveryUnknown === true) return outbox.filter((o) => o !== found);
  return outbox.map((o) => (o === found ? { ...o, sid: message.sid } : o));
}

/** Places an outgoing message below the existing messages, even when this computer's clock is slow. */
export function placeLast(outgoing: OutgoingMessage, messages: Iterable<TextMessage>): OutgoingMessage {
  let at = outgoing.at;
  for (const message of messages) at = Math.max(at, message.at);
  return { ...outgoing, at };
}

/** Handles the response to the POST. If the SID was assigned to another outgoing message, the two swap their SIDs. */
export function markSent(phone: PhoneState, id: string, message: TextMessage): PhoneState {
  const sent = phone.outbox.find((o) => o.id === id);
  const outbox = phone.outbox
    .filter((o) => o.id !== id)
    .map((o) => {
      if (o.sid !== message.sid) return o;
      const unassigned = { ...o };
      delete unassigned.sid;
      return sent?.sid === undefined ? unassigned : { ...unassigned, sid: sent.sid };
    });
  // Not with addMessage(), which would assign the SID to another outgoing message.
  return { ...phone, outbox, messages: new Map(phone.messages).set(message.sid, message) };
}

/** Handles an error of the POST. If the simulator has the message, only the response was lost, and the message is no error. */
export function markFailed(phone: PhoneState, id: string, reason: string, deliveryUnknown: boolean): PhoneState {
  const outbox = phone.outbox.flatMap((o) => {
    if (o.id !== id) return [o];
    return deliveryUnknown && o.sid !== undefined ? [] : [{ ...o, reason, deliveryUnknown }];
  });
  return { ...phone, outbox };
}
