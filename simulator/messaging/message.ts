import { createMedia } from './media';
import { normalizeNumber } from '../numbering/phone-numbers';
import { segmentsOf } from './segments';
import type {
  Channel,
  Choices,
  MessageDirection,
  MessageStatus,
  SimulatedMessage,
  WhatsAppFields,
} from '../model/simulator';
import { API_HOST, API_VERSION, type SimulatorContext } from '../model/context';
import type { StatusCallback, MessageRecord } from '../model/message-records';

/** A message to create. Addresses have their channel: `whatsapp:+14155550100`. */
export interface NewMessage {
  from: string;
  to: string;
  body: string;
  /** http(s) URLs, `data:` URLs and samples. */
  media: readonly string[];
  direction: MessageDirection;
  status: MessageStatus;
  messagingServiceSid?: string | undefined;
  statusCallback?: StatusCallback | undefined;
  smartEncoded?: boolean | undefined;
  whatsApp?: WhatsAppFields | undefined;
  /** The buttons or list of a template. Only WhatsApp shows them. */
  choices?: Choices | undefined;
  /** True for a message of Twilio itself, such as a Verify code. */
  isFromTwilio?: boolean | undefined;
}

/** Creates a message and publishes it. */
export function createMessage(context: SimulatorContext, message: NewMessage): MessageRecord {
  const channel = channelOf(message.to);
  const now = context.timers.now();
  const hasMedia = message.media.length > 0;
  const sid = context.ids.sid(hasMedia ? 'MM' : 'SM');
  const address = `${API_HOST}/${API_VERSION}/Accounts/${context.accountSid}/Messages/${sid}`;
  const record: MessageRecord = {
    sid,
    createdAt: now,
    statusCallback: message.statusCallback,
    isFromTwilio: message.isFromTwilio ?? false,
    lastCallback: Promise.resolve(),
    cancel: () => undefined,
    view: {
      sid,
      from: message.from,
      to: message.to,
      body: message.body,
      media: createMedia(context.ids, context.media, message.media, address),
      status: message.status,
      direction: message.direction,
      channel,
      numSegments: channel === 'sms' && !hasMedia ? segmentsOf(message.body, message.smartEncoded) : 1,
      errorCode: null,
      errorMessage: null,
      messagingServiceSid: message.messagingServiceSid ?? null,
      dateCreated: new Date(now).toISOString(),
      dateUpdated: new Date(now).toISOString(),
      dateSent: message.direction === 'inbound' ? new Date(now).toISOString() : null,
      ...message.whatsApp,
      ...(channel === 'whatsapp' && message.choices !== undefined ? { choices: message.choices } : {}),
    },
  };
  context.messages.add(record);
  publishMessage(context, record);
  return record;
}

/** Sets `dateUpdated` and publishes the message. */
export function touchMessage(context: SimulatorContext, record: MessageRecord): void {
  record.view.dateUpdated = new Date(context.timers.now()).toISOString();
  publishMessage(context, record);
}

/** A copy as the state shows it. */
export function messageView(record: MessageRecord): SimulatedMessage {
  return structuredClone(record.view);
}

/** Removes the media files of a removed message. */
export function forgetMessage(context: Pick<SimulatorContext, 'media'>, record: MessageRecord): void {
  for (const { sid } of record.view.media) context.media.remove(sid);
}

/** The channel of an address: `whatsapp:+14155550100` or a bare number. */
export function channelOf(address: string): Channel {
  return address.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
}

/** Removes punctuation from the number of an address. Keeps the channel. */
export function normalizeAddress(address: string): string {
  const text = address.trim();
  return channelOf(text) === 'whatsapp' ? `whatsapp:${normalizeNumber(stripChannel(text))}` : normalizeNumber(text);
}

/** Removes the channel from an address. */
export function stripChannel(address: string): string {
  return address.replace(/^whatsapp:/, '');
}

function publishMessage(context: SimulatorContext, record: MessageRecord): void {
  // Not a deleted or removed message.
  if (context.messages.get(record.sid) === record) context.publish({ type: 'message', item: messageView(record) });
}
