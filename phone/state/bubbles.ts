import { bare } from '../model/address';
import {
  type Choices,
  type Media,
  partsOf,
  type RepliedTo,
  type TextMessage,
  type WhatsAppParts,
} from '../model/message';
import { type Conversation, conversationKey } from './conversations';
import type { Draft, Outgoing } from './phone-state';

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

/** A message that another one answers, as it is quoted there. */
export interface Quoted extends Pick<TextMessage, 'body' | 'media' | 'location'> {
  side: 'in' | 'out';
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
  parts: WhatsAppParts;
  /** The message that this one answers, when it is still known. */
  quoted?: Quoted;
  /** How to answer this very message; absent on what WhatsApp does not know of. */
  replyTo?: RepliedTo;
  /** What it gives to tap, where that can be answered. */
  choices?: Choices;
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

function draftOf(draft: Draft): Draft {
  const { from, to, body, media, channel } = draft;
  return { from, to, body, media, channel, ...partsOf(draft) };
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
    ...partsOf(message),
  };
  return { retry: outgoing ? { draft, id: outgoing.id } : { draft } };
}

type Plain = Omit<Bubble, 'first' | 'last' | 'newDay'>;

function outgoingBubble(outgoing: Outgoing): Plain {
  const failed = outgoing.reason !== undefined;
  return {
    id: outgoing.id,
    side: 'out',
    body: outgoing.body,
    media: outgoing.media.map((url) => ({ url, contentType: '' })),
    at: outgoing.at,
    delivery: { status: failed ? 'failed' : 'sending', errorCode: null, reason: outgoing.reason ?? '' },
    parts: partsOf(outgoing),
    ...(failed ? { retry: { draft: draftOf(outgoing), id: outgoing.id } } : {}),
  };
}

function messageBubble(message: TextMessage, outgoing: Outgoing | undefined): Plain {
  const delivery = deliveryOf(message, outgoing);
  // Nobody has seen what never got through, so nobody can answer it.
  const answerable = message.channel === 'whatsapp' && !NOT_THERE.test(delivery.status);
  return {
    id: message.sid,
    side: sideOf(message),
    body: message.body,
    media: message.media,
    at: message.at,
    delivery,
    parts: partsOf(message),
    ...(answerable ? { replyTo: { messageSid: message.sid, from: message.from } } : {}),
    ...(answerable && message.choices ? { choices: message.choices } : {}),
    ...retryOf(message, delivery, outgoing),
  };
}

const NOT_THERE = /^(sending|failed|undelivered|canceled|accepted|scheduled|queued)$/;

function sideOf(message: TextMessage): 'in' | 'out' {
  return message.inbound ? 'out' : 'in';
}

/** The message with that SID as a quote, or undefined when it is forgotten or of another conversation. */
export function quotedOf(conversation: Conversation, sid: string | undefined): Quoted | undefined {
  const message = sid === undefined ? undefined : conversation.messages.find((m) => m.sid === sid);
  if (!message) return undefined;
  const { body, media, location } = message;
  return { side: sideOf(message), body, media, ...(location && { location }) };
}

/** The thread: the messages and what is still in the outbox, in order, cut into runs of one side and into days. */
export function bubblesOf(conversation: Conversation, outbox: readonly Outgoing[]): Bubble[] {
  const claims = new Map(outbox.flatMap((o) => (o.sid === undefined ? [] : [[o.sid, o] as const])));
  const shown = new Set(conversation.messages.map((m) => m.sid));
  const mine = outbox.filter(
    (o) => conversationKey(o.from, o.to, o.channel) === conversation.key && !(o.sid !== undefined && shown.has(o.sid)),
  );
  const plain = [
    ...conversation.messages.map((message) => messageBubble(message, claims.get(message.sid))),
    ...mine.map(outgoingBubble),
  ].sort((a, b) => a.at - b.at);

  return plain.map((bubble, i) => {
    const before = plain[i - 1];
    const after = plain[i + 1];
    const quoted = quotedOf(conversation, bubble.parts.repliedTo?.messageSid);
    return {
      ...bubble,
      ...(quoted && { quoted }),
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
