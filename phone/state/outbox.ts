import { bare } from '../model/address';
import type { Place, TextMessage } from '../model/message';
import type { Outgoing, Phone } from './phone-state';

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.latitude === b?.latitude && a?.longitude === b?.longitude;
}

function sameText(outgoing: Outgoing, message: TextMessage): boolean {
  return (
    outgoing.body === message.body &&
    outgoing.channel === message.channel &&
    bare(outgoing.from) === bare(message.from) &&
    bare(outgoing.to) === bare(message.to) &&
    outgoing.media.length === message.media.length &&
    samePlace(outgoing.location, message.location)
  );
}

/**
 * The event stream shows a text before its POST is answered. The oldest text on its way that says the same is taken to be
 * that one, so that the thread does not show it twice.
 */
export function claim(outbox: readonly Outgoing[], message: TextMessage): readonly Outgoing[] {
  if (!message.inbound) return outbox;
  const found = outbox.find(
    (o) => o.sid === undefined && (o.reason === undefined || o.unsure === true) && sameText(o, message),
  );
  if (!found) return outbox;
  if (found.unsure === true) return outbox.filter((o) => o !== found);
  return outbox.map((o) => (o === found ? { ...o, sid: message.sid } : o));
}

/** A text never stands above what was there before it, even when the clock of this machine is behind. */
export function notBefore(outgoing: Outgoing, messages: Iterable<TextMessage>): Outgoing {
  let at = outgoing.at;
  for (const message of messages) at = Math.max(at, message.at);
  return { ...outgoing, at };
}

/** The POST's answer names the message. Should another text have claimed it (both said the same), they swap. */
export function settled(phone: Phone, id: string, message: TextMessage): Phone {
  const mine = phone.outbox.find((o) => o.id === id);
  const outbox = phone.outbox
    .filter((o) => o.id !== id)
    .map((o) => {
      if (o.sid !== message.sid) return o;
      const unclaimed = { ...o };
      delete unclaimed.sid;
      return mine?.sid === undefined ? unclaimed : { ...unclaimed, sid: mine.sid };
    });
  // Not through withMessage: the message is this text's own and no other may claim it.
  return { ...phone, outbox, messages: new Map(phone.messages).set(message.sid, message) };
}

/** A lost answer to a text that the simulator shows is no failure: the message itself says how it went. */
export function failed(phone: Phone, id: string, reason: string, unsure: boolean): Phone {
  const outbox = phone.outbox.flatMap((o) => {
    if (o.id !== id) return [o];
    return unsure && o.sid !== undefined ? [] : [{ ...o, reason, unsure }];
  });
  return { ...phone, outbox };
}
