import { stripChannel } from '../model/address';
import { isNotTaken, type FlowDelivery } from '../model/flow-delivery';
import {
  whatsAppParts,
  type Choices,
  type Media,
  type RepliedTo,
  type TextMessage,
  type WhatsAppParts,
} from '../model/message';
import { conversationKey, type Conversation } from './conversations';
import type { Draft, OutgoingMessage } from './phone-state';

/**
 * The delivery status. Messages of the person are `sending`, `delivered`, `not-taken` or `failed`; others have Twilio's
 * status.
 */
export interface Delivery {
  status: string;
  errorCode: number | null;
  /** The server's error message, or empty. */
  reason: string;
  /** For a message of the person: which nodes took it, when it is known. */
  flow?: FlowDelivery;
}

/** A message to send again. `id` is the outgoing message that it replaces, if any. */
export interface Retry {
  draft: Draft;
  id?: string;
}

/** The quote in a reply. */
export interface QuotedMessage extends Pick<TextMessage, 'body' | 'media' | 'location'> {
  side: 'in' | 'out';
}

/** A message of the thread. */
export interface Bubble {
  id: string;
  /** `out`: sent by the person. */
  side: 'in' | 'out';
  body: string;
  media: readonly Media[];
  at: number;
  delivery: Delivery;
  parts: WhatsAppParts;
  /** The message that this one replies to, if it still exists. */
  quoted?: QuotedMessage;
  /** Present when the person can reply to this message. */
  replyTo?: RepliedTo;
  /** Present when the person can choose one of them. */
  choices?: Choices;
  firstInGroup: boolean;
  lastInGroup: boolean;
  /** The first message of a day. */
  newDay: boolean;
  /** Present when the message failed and can be sent again. */
  retry?: Retry;
}

/** A longer pause starts a new group. */
const MAX_GROUP_GAP_MS = 5 * 60_000;

/** Messages with these statuses have not reached WhatsApp, so the person cannot reply to them. */
const NOT_ANSWERABLE = /^(sending|failed|undelivered|canceled|accepted|scheduled|queued)$/;

/**
 * The delivery status as the phone shows it. A message of the person is `delivered` when its webhook has accepted it,
 * `not-taken` when the filters of all nodes turned it away, and `failed` when there is no node for it, or Twilio would report an
 * error.
 */
export function deliveryOf(message: TextMessage, outgoing?: OutgoingMessage): Delivery {
  if (outgoing?.reason !== undefined) return { status: 'failed', errorCode: null, reason: outgoing.reason };
  const flow = message.delivery;
  const error = { errorCode: message.errorCode, reason: message.errorMessage ?? '', ...(flow && { flow }) };
  if (!message.inbound) return { status: message.status, ...error };
  const hasNoNode = flow !== undefined && flow.takenBy.length === 0 && flow.filteredOut.length === 0;
  if (message.errorCode !== null || message.status === 'failed' || hasNoNode) return { status: 'failed', ...error };
  if (outgoing || message.status === 'receiving') return { status: 'sending', errorCode: null, reason: '' };
  return { ...error, status: flow && isNotTaken(flow) ? 'not-taken' : 'delivered' };
}

function toDraft(draft: Draft): Draft {
  const { from, to, body, media, channel } = draft;
  return { from, to, body, media, channel, ...whatsAppParts(draft) };
}

function retryOf(message: TextMessage, delivery: Delivery, outgoing: OutgoingMessage | undefined): { retry?: Retry } {
  if (!message.inbound || delivery.status !== 'failed') return {};
  const draft = {
    from: stripChannel(message.from),
    to: stripChannel(message.to),
    body: message.body,
    media: message.media.map((m) => m.url),
    channel: message.channel,
    ...whatsAppParts(message),
  };
  return { retry: outgoing ? { draft, id: outgoing.id } : { draft } };
}

type UngroupedBubble = Omit<Bubble, 'firstInGroup' | 'lastInGroup' | 'newDay'>;

function outgoingBubble(outgoing: OutgoingMessage): UngroupedBubble {
  const failed = outgoing.reason !== undefined;
  return {
    id: outgoing.id,
    side: 'out',
    body: outgoing.body,
    media: outgoing.media.map((url) => ({ url, contentType: '' })),
    at: outgoing.at,
    delivery: { status: failed ? 'failed' : 'sending', errorCode: null, reason: outgoing.reason ?? '' },
    parts: whatsAppParts(outgoing),
    ...(failed ? { retry: { draft: toDraft(outgoing), id: outgoing.id } } : {}),
  };
}

function messageBubble(message: TextMessage, outgoing: OutgoingMessage | undefined): UngroupedBubble {
  const delivery = deliveryOf(message, outgoing);
  const answerable = message.channel === 'whatsapp' && !NOT_ANSWERABLE.test(delivery.status);
  return {
    id: message.sid,
    side: sideOf(message),
    body: message.body,
    media: message.media,
    at: message.at,
    delivery,
    parts: whatsAppParts(message),
    ...(answerable ? { replyTo: { messageSid: message.sid, from: message.from } } : {}),
    ...(answerable && message.choices ? { choices: message.choices } : {}),
    ...retryOf(message, delivery, outgoing),
  };
}

function sideOf(message: TextMessage): 'in' | 'out' {
  return message.inbound ? 'out' : 'in';
}

/** The quote for the message with this SID, or undefined when the conversation does not contain it. */
export function quotedOf(conversation: Conversation, sid: string | undefined): QuotedMessage | undefined {
  const message = sid === undefined ? undefined : conversation.messages.find((m) => m.sid === sid);
  if (!message) return undefined;
  const { body, media, location } = message;
  return { side: sideOf(message), body, media, ...(location && { location }) };
}

/** The messages and outgoing messages of a conversation in order of time, in groups of the same side and day. */
export function bubblesOf(conversation: Conversation, outbox: readonly OutgoingMessage[]): Bubble[] {
  const outgoingBySid = new Map(outbox.flatMap((o) => (o.sid === undefined ? [] : [[o.sid, o] as const])));
  const sids = new Set(conversation.messages.map((m) => m.sid));
  const pending = outbox.filter(
    (o) => conversationKey(o.from, o.to, o.channel) === conversation.key && !(o.sid !== undefined && sids.has(o.sid)),
  );
  const bubbles = [
    ...conversation.messages.map((message) => messageBubble(message, outgoingBySid.get(message.sid))),
    ...pending.map(outgoingBubble),
  ].sort((a, b) => a.at - b.at);

  return bubbles.map((bubble, i) => {
    const previous = bubbles[i - 1];
    const next = bubbles[i + 1];
    const quoted = quotedOf(conversation, bubble.parts.repliedTo?.messageSid);
    return {
      ...bubble,
      ...(quoted && { quoted }),
      firstInGroup: !previous || !sameGroup(previous, bubble),
      lastInGroup: !next || !sameGroup(bubble, next),
      newDay: !previous || !sameDay(previous.at, bubble.at),
    };
  });
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

function sameGroup(a: Pick<Bubble, 'side' | 'at'>, b: Pick<Bubble, 'side' | 'at'>): boolean {
  return a.side === b.side && b.at - a.at < MAX_GROUP_GAP_MS && sameDay(a.at, b.at);
}
