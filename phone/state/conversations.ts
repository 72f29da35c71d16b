import { stripChannel } from '../model/address';
import type { AccountNumber, Channel, TextMessage } from '../model/message';

/** SIDs of the last message that was read, by conversation key. */
export type ReadMarks = Readonly<Record<string, string>>;

/** One person and one number of the account, on one channel. */
export interface Conversation {
  key: string;
  person: string;
  /** The account's side: one of its numbers, a short code or an alphanumeric sender ID. */
  contact: string;
  channel: Channel;
  /** The friendly name of the number, or empty. */
  name: string;
  /** Oldest first. */
  messages: readonly TextMessage[];
  unread: number;
}

/** The selected conversation. The list contains it even when it has no messages. */
export interface Selection {
  contact: string;
  channel: Channel;
}

/** Another phone that has exchanged messages with the account. */
export interface OtherPhone {
  person: string;
  last: TextMessage;
  unread: number;
}

/** The key of a conversation in maps. */
export function conversationKey(person: string, contact: string, channel: Channel): string {
  return `${person}|${contact}|${channel}`;
}

/** The phone and the account's side of a message, without channel prefix. */
export function partiesOf(message: TextMessage): { person: string; contact: string } {
  const [person, contact] = message.inbound ? [message.from, message.to] : [message.to, message.from];
  return { person: stripChannel(person), contact: stripChannel(contact) };
}

/** Oldest first. Messages with the same time stay in order of arrival. */
function sortByTime(messages: Iterable<TextMessage>): TextMessage[] {
  return [...messages].sort((a, b) => a.at - b.at);
}

/** Counts the flow's messages after the last read one, or all when that one no longer exists. */
function countUnread(messages: readonly TextMessage[], lastReadSid: string | undefined): number {
  const read = messages.findIndex((m) => m.sid === lastReadSid);
  return messages.slice(read + 1).filter((m) => !m.inbound).length;
}

/**
 * The conversations of one person. Those with messages come first, the latest at the top. A number has one entry for
 * each channel with messages and for the selected channel, or else one for SMS.
 */
export function conversationsOf(
  person: string,
  numbers: readonly AccountNumber[],
  messages: Iterable<TextMessage>,
  marks: ReadMarks,
  selected?: Selection,
): Conversation[] {
  const found = new Map<string, { contact: string; channel: Channel; messages: TextMessage[] }>();
  const entry = (contact: string, channel: Channel): TextMessage[] => {
    const key = conversationKey(person, contact, channel);
    const known = found.get(key) ?? { contact, channel, messages: [] };
    found.set(key, known);
    return known.messages;
  };
  for (const message of sortByTime(messages)) {
    const parties = partiesOf(message);
    if (parties.person === person) entry(parties.contact, message.channel).push(message);
  }
  const used = new Set([...found.values()].map((c) => c.contact));
  for (const { phoneNumber } of numbers) {
    if (selected?.contact === phoneNumber) entry(phoneNumber, selected.channel);
    else if (!used.has(phoneNumber)) entry(phoneNumber, 'sms');
  }
  return [...found]
    .map(([key, { contact, channel, messages: inConversation }]) => ({
      key,
      person,
      contact,
      channel,
      name: numbers.find((n) => n.phoneNumber === contact)?.name ?? '',
      messages: inConversation,
      unread: countUnread(inConversation, marks[key]),
    }))
    .sort((x, y) => (y.messages.at(-1)?.at ?? 0) - (x.messages.at(-1)?.at ?? 0));
}

/**
 * SIDs of the delivered WhatsApp messages to mark as read when the conversation is visible.
 * @param reported SIDs that were already marked as read
 */
export function sidsToMarkRead(conversation: Conversation, reported: ReadonlySet<string>): string[] {
  if (conversation.channel !== 'whatsapp') return [];
  return conversation.messages
    .filter((m) => !m.inbound && m.status === 'delivered' && !reported.has(m.sid))
    .map((m) => m.sid);
}

/** All phones except `me` that sent or received messages, the latest first. */
export function otherPhones(me: string, messages: Iterable<TextMessage>, marks: ReadMarks): OtherPhone[] {
  const people = new Map<string, TextMessage[]>();
  for (const message of sortByTime(messages)) {
    const { person } = partiesOf(message);
    if (person === me || person === '') continue;
    const known = people.get(person);
    if (known) known.push(message);
    else people.set(person, [message]);
  }
  return [...people]
    .flatMap(([person, theirs]) => {
      const last = theirs.at(-1);
      if (!last) return [];
      const unread = conversationsOf(person, [], theirs, marks).reduce((sum, c) => sum + c.unread, 0);
      return [{ person, last, unread }];
    })
    .sort((a, b) => b.last.at - a.last.at);
}
