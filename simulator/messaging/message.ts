import { mediaOf } from './media';
import { tidyNumber } from '../numbering/phone-numbers';
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
  /** What a template gives to tap; only WhatsApp shows it. */
  choices?: Choices | undefined;
  /** It is not the account's own. */
  foreign?: boolean | undefined;
}

/** Puts a new message on the shelf and tells the subscribers. */
export function createMessage(world: SimulatorContext, message: NewMessage): MessageRecord {
  const channel = channelOf(message.to);
  const now = world.timers.now();
  const hasMedia = message.media.length > 0;
  const sid = world.ids.sid(hasMedia ? 'MM' : 'SM');
  const address = `${API_HOST}/${API_VERSION}/Accounts/${world.accountSid}/Messages/${sid}`;
  const record: MessageRecord = {
    sid,
    createdAt: now,
    statusCallback: message.statusCallback,
    foreign: message.foreign ?? false,
    posted: Promise.resolve(),
    cancel: () => undefined,
    view: {
      sid,
      from: message.from,
      to: message.to,
      body: message.body,
      media: mediaOf(world.ids, world.media, message.media, address),
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
  world.messages.add(record);
  tellMessage(world, record);
  return record;
}

/** Marks a message as changed now and tells the subscribers. */
export function touchMessage(world: SimulatorContext, record: MessageRecord): void {
  record.view.dateUpdated = new Date(world.timers.now()).toISOString();
  tellMessage(world, record);
}

/** A copy for the world outside. */
export function messageView(record: MessageRecord): SimulatedMessage {
  return structuredClone(record.view);
}

/** What is left behind when a message is gone: its files are gone too. */
export function forgetMessage(world: Pick<SimulatorContext, 'media'>, record: MessageRecord): void {
  for (const { sid } of record.view.media) world.media.remove(sid);
}

/** The channel of an address: `whatsapp:+14155550100` or a bare number. */
export function channelOf(address: string): Channel {
  return address.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
}

/** An address with what people put between digits taken out, its channel kept. */
export function tidyAddress(address: string): string {
  const text = address.trim();
  return channelOf(text) === 'whatsapp' ? `whatsapp:${tidyNumber(bareAddress(text))}` : tidyNumber(text);
}

/** An address without its channel. */
export function bareAddress(address: string): string {
  return address.replace(/^whatsapp:/, '');
}

function tellMessage(world: SimulatorContext, record: MessageRecord): void {
  // A message that was deleted or forgotten meanwhile does not come back.
  if (world.messages.get(record.sid) === record) world.changed({ type: 'message', item: messageView(record) });
}
