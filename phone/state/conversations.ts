import { bare } from '../model/address';
import type { AccountNumber, Channel, TextMessage } from '../model/message';

/** The last message that was read, by conversation: `{ [conversation key]: SID }`. */
export type ReadMarks = Readonly<Record<string, string>>;

/** One person and one number of the account, on one channel. */
export interface Conversation {
  key: string;
  person: string;
  /** The account's side: a number it owns, or the name it sends under. */
  line: string;
  channel: Channel;
  /** What the account calls the number, or empty. */
  name: string;
  /** Oldest first. */
  messages: readonly TextMessage[];
  unread: number;
}

/** What the person looks at: it is in the list even before the first text. */
export interface Opened {
  line: string;
  channel: Channel;
}

/** Somebody else's phone that has been in touch with the account. */
export interface OtherPhone {
  person: string;
  last: TextMessage;
  unread: number;
}

/** The name under which a conversation is remembered. */
export function conversationKey(person: string, line: string, channel: Channel): string {
  return `${person}|${line}|${channel}`;
}

/** The two sides of a message: who holds the phone, and the account's number. */
export function partiesOf(message: TextMessage): { person: string; line: string } {
  const [person, line] = message.inbound ? [message.from, message.to] : [message.to, message.from];
  return { person: bare(person), line: bare(line) };
}

/** Oldest first; messages of one moment stay in the order in which they came. */
function byTime(messages: Iterable<TextMessage>): TextMessage[] {
  return [...messages].sort((a, b) => a.at - b.at);
}

/** Texts of the flow that came after the one read last. When that is forgotten, all of them. */
function unreadIn(messages: readonly TextMessage[], readSid: string | undefined): number {
  const read = messages.findIndex((m) => m.sid === readSid);
  return messages.slice(read + 1).filter((m) => !m.inbound).length;
}

/**
 * The conversations of one person: the latest first, then the account's numbers that the person has not texted yet, in
 * the account's order. A number has one entry for each channel on which something was said, and for the one that is
 * `opened`; a number with neither has one for SMS.
 */
export function conversationsOf(
  person: string,
  numbers: readonly AccountNumber[],
  messages: Iterable<TextMessage>,
  marks: ReadMarks,
  opened?: Opened,
): Conversation[] {
  const found = new Map<string, { line: string; channel: Channel; messages: TextMessage[] }>();
  const entry = (line: string, channel: Channel): TextMessage[] => {
    const key = conversationKey(person, line, channel);
    const known = found.get(key) ?? { line, channel, messages: [] };
    found.set(key, known);
    return known.messages;
  };
  for (const message of byTime(messages)) {
    const parties = partiesOf(message);
    if (parties.person === person) entry(parties.line, message.channel).push(message);
  }
  const used = new Set([...found.values()].map((c) => c.line));
  for (const { phoneNumber } of numbers) {
    if (opened?.line === phoneNumber) entry(phoneNumber, opened.channel);
    else if (!used.has(phoneNumber)) entry(phoneNumber, 'sms');
  }
  return [...found]
    .map(([key, { line, channel, messages: texts }]) => ({
      key,
      person,
      line,
      channel,
      name: numbers.find((n) => n.phoneNumber === line)?.name ?? '',
      messages: texts,
      unread: unreadIn(texts, marks[key]),
    }))
    .sort((x, y) => (y.messages.at(-1)?.at ?? 0) - (x.messages.at(-1)?.at ?? 0));
}

/**
 * The flow's WhatsApp messages that a person has read who looks at the conversation: Twilio tells of those that were
 * delivered before. `told` are the SIDs of which the simulator knows already.
 */
export function toMarkRead(conversation: Conversation, told: ReadonlySet<string>): string[] {
  if (conversation.channel !== 'whatsapp') return [];
  return conversation.messages
    .filter((m) => !m.inbound && m.status === 'delivered' && !told.has(m.sid))
    .map((m) => m.sid);
}

/** Everybody but `me` who texted or was texted, the latest first. */
export function otherPhones(me: string, messages: Iterable<TextMessage>, marks: ReadMarks): OtherPhone[] {
  const people = new Map<string, TextMessage[]>();
  for (const message of byTime(messages)) {
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
