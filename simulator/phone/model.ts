import { bare, type Draft, type Outgoing } from './store';
import type { AccountNumber, Channel, Media, TextMessage } from './wire';

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

/** Somebody else's phone that has been in touch with the account. */
export interface OtherPhone {
  person: string;
  last: TextMessage;
  unread: number;
}

/** Words for how a text fares. `sending`, `delivered` and `failed` are the person's own; the rest are Twilio's. */
export interface Delivery {
  status: string;
  errorCode: number | null;
  /** The server's own sentence, or empty. */
  reason: string;
}

/** A text to send once more, in the place of the one in the outbox with that `id`, if it has one. */
export interface Retry {
  draft: Draft;
  id?: string;
}

/** A message as the thread shows it. */
export interface Bubble {
  id: string;
  /** `out`: the person who holds the phone wrote it. */
  side: 'in' | 'out';
  body: string;
  media: readonly Media[];
  at: number;
  delivery: Delivery;
  /** Starts a run of bubbles of one side. */
  first: boolean;
  /** Ends one. */
  last: boolean;
  /** Starts a new day. */
  newDay: boolean;
  /** Present on what failed and can be sent once more. */
  retry?: Retry;
}

const RUN_GAP_MS = 5 * 60_000;

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
 * the account's order.
 */
export function conversationsOf(
  person: string,
  numbers: readonly AccountNumber[],
  messages: Iterable<TextMessage>,
  marks: ReadMarks,
): Conversation[] {
  const found = new Map<string, { line: string; channel: Channel; messages: TextMessage[] }>();
  for (const message of byTime(messages)) {
    const parties = partiesOf(message);
    if (parties.person !== person) continue;
    const key = conversationKey(person, parties.line, message.channel);
    const entry = found.get(key);
    if (entry) entry.messages.push(message);
    else found.set(key, { line: parties.line, channel: message.channel, messages: [message] });
  }
  for (const { phoneNumber } of numbers) {
    const key = conversationKey(person, phoneNumber, 'sms');
    if (!found.has(key)) found.set(key, { line: phoneNumber, channel: 'sms', messages: [] });
  }
  return [...found]
    .map(([key, entry]) => ({
      ...entry,
      key,
      person,
      name: numbers.find((n) => n.phoneNumber === entry.line)?.name ?? '',
      unread: unreadIn(entry.messages, marks[key]),
    }))
    .sort((a, b) => (b.messages.at(-1)?.at ?? 0) - (a.messages.at(-1)?.at ?? 0));
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

/**
 * How a message fares, seen from the phone. What the person sent is `delivered` once the flow's webhook has taken it, and
 * `failed` when Twilio would have noted an error for it.
 */
export function deliveryOf(message: TextMessage, outgoing?: Outgoing): Delivery {
  if (outgoing?.reason !== undefined) return { status: 'failed', errorCode: null, reason: outgoing.reason };
  const problem = { errorCode: message.errorCode, reason: message.errorMessage ?? '' };
  if (!message.inbound) return { status: message.status, ...problem };
  if (message.errorCode !== null || message.status === 'failed') return { status: 'failed', ...problem };
  if (outgoing || message.status === 'receiving') return { status: 'sending', errorCode: null, reason: '' };
  return { status: 'delivered', errorCode: null, reason: '' };
}

function draftOf({ from, to, body, media, channel }: Draft): Draft {
  return { from, to, body, media, channel };
}

/** What failed can be sent again, be it for good reason: somebody has mended the flow. */
function retryOf(message: TextMessage, delivery: Delivery, outgoing: Outgoing | undefined): { retry?: Retry } {
  if (!message.inbound || delivery.status !== 'failed') return {};
  const draft = {
    from: bare(message.from),
    to: bare(message.to),
    body: message.body,
    media: message.media.map((m) => m.url),
    channel: message.channel,
  };
  return { retry: outgoing ? { draft, id: outgoing.id } : { draft } };
}

function bubbleOf(outgoing: Outgoing): Omit<Bubble, 'first' | 'last' | 'newDay'> {
  const failed = outgoing.reason !== undefined;
  return {
    id: outgoing.id,
    side: 'out',
    body: outgoing.body,
    media: outgoing.media.map((url) => ({ url, contentType: '' })),
    at: outgoing.at,
    delivery: { status: failed ? 'failed' : 'sending', errorCode: null, reason: outgoing.reason ?? '' },
    ...(failed ? { retry: { draft: draftOf(outgoing), id: outgoing.id } } : {}),
  };
}

/** The thread: the messages and what is still in the outbox, in order, cut into runs of one side and into days. */
export function bubblesOf(conversation: Conversation, outbox: readonly Outgoing[]): Bubble[] {
  const claims = new Map(outbox.flatMap((o) => (o.sid === undefined ? [] : [[o.sid, o] as const])));
  const shown = new Set(conversation.messages.map((m) => m.sid));
  const mine = outbox.filter(
    (o) => conversationKey(o.from, o.to, o.channel) === conversation.key && !(o.sid !== undefined && shown.has(o.sid)),
  );
  const plain = [
    ...conversation.messages.map((message) => {
      const outgoing = claims.get(message.sid);
      const delivery = deliveryOf(message, outgoing);
      return {
        id: message.sid,
        side: message.inbound ? ('out' as const) : ('in' as const),
        body: message.body,
        media: message.media,
        at: message.at,
        delivery,
        ...retryOf(message, delivery, outgoing),
      };
    }),
    ...mine.map(bubbleOf),
  ].sort((a, b) => a.at - b.at);

  return plain.map((bubble, i) => {
    const before = plain[i - 1];
    const after = plain[i + 1];
    return {
      ...bubble,
      first: !before || !sameRun(before, bubble),
      last: !after || !sameRun(bubble, after),
      newDay: !before || !sameDay(before.at, bubble.at),
    };
  });
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

function sameRun(a: Pick<Bubble, 'side' | 'at'>, b: Pick<Bubble, 'side' | 'at'>): boolean {
  return a.side === b.side && b.at - a.at < RUN_GAP_MS && sameDay(a.at, b.at);
}
