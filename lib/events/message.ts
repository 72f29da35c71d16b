import { channelOf, type Channel } from '../addresses/channel';
import { flag, number, present, text, type Params } from './params';

/** A file that came with a message. `url` needs the account's credentials when "HTTP auth for media" is switched on. */
export interface Media {
  url: string;
  contentType: string;
  /** When the trigger fetches media into the message. */
  bytes?: Buffer;
  /** When the trigger fetches media into a folder: the file's path. */
  file?: string;
}

/**
 * An incoming message: SMS, MMS, WhatsApp or RCS.
 * https://www.twilio.com/docs/messaging/guides/webhook-request and
 * https://www.twilio.com/docs/whatsapp/api#whatsapp-specific-parameters
 */
export interface MessageEvent {
  event: 'message';
  accountSid: string;
  messageSid: string;
  /** The sender: E.164, a short code, or `whatsapp:` and an address that need not be a phone number. */
  from: string;
  to: string;
  channel: Channel;
  /** The text, empty when the message holds only media. */
  body: string;
  numSegments?: number;
  media?: Media[];
  profileName?: string;
  waId?: string;
  /** The quick reply that was pressed. */
  button?: { text?: string; payload?: string; type?: string };
  /** The row that was chosen from a list. */
  list?: { id?: string; title?: string; description?: string };
  /** What was filled in, in a WhatsApp Flow: its JSON, parsed. */
  flow?: unknown;
  location?: { latitude: number; longitude: number; address?: string; label?: string };
  /** Sent on from another chat. */
  forwarded?: boolean;
  frequentlyForwarded?: boolean;
  /** The message that this one answers. */
  repliedTo?: { messageSid?: string; from?: string };
  /** The advertisement that the chat began with. */
  referral?: Referral;
  /** `text`, `image`, `audio`, `location`, `button`, `interactive` … */
  messageType?: string;
  /** The sender's address on the channel when it is no phone number. */
  externalUserId?: string;
  /** `STOP`, `START` or `HELP`, when the Messaging Service's Advanced Opt-Out recognised a keyword. */
  optOutType?: string;
  messagingServiceSid?: string;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

/** The advertisement or post that brought a person to a WhatsApp chat. */
export interface Referral {
  body?: string;
  headline?: string;
  sourceId?: string;
  /** `ad` or `post`. */
  sourceType?: string;
  sourceUrl?: string;
  mediaUrl?: string;
  mediaContentType?: string;
  /** The click ID, for reporting conversions. */
  ctwaClid?: string;
}

function media(params: Params): Media[] | undefined {
  const files: Media[] = [];
  for (let url = text(params, 'MediaUrl0'); url !== undefined; url = text(params, `MediaUrl${files.length}`)) {
    files.push({ url, contentType: text(params, `MediaContentType${files.length}`) ?? 'application/octet-stream' });
  }
  return files.length === 0 ? undefined : files;
}

/** An object of the parameters that are there, by the names of its members; `undefined` when there is none. */
function gathered<T extends object>(params: Params, names: { readonly [K in keyof T]-?: string }): T | undefined {
  let found: Record<string, string> | undefined;
  for (const member in names) {
    const value = text(params, names[member]);
    if (value !== undefined) (found ??= {})[member] = value;
  }
  return found as T | undefined;
}

/** The answers of a flow; a broken text says nothing, and `raw` still has it. */
function flowData(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function location(params: Params): MessageEvent['location'] {
  const latitude = number(params, 'Latitude');
  const longitude = number(params, 'Longitude');
  if (latitude === undefined || longitude === undefined) return undefined;
  return present<NonNullable<MessageEvent['location']>>({
    latitude,
    longitude,
    address: text(params, 'Address'),
    label: text(params, 'Label'),
  });
}

/** The typed event of an incoming message's parameters. */
export function messageEvent(params: Params): MessageEvent {
  const from = text(params, 'From') ?? '';
  return present<MessageEvent>({
    event: 'message',
    accountSid: text(params, 'AccountSid') ?? '',
    messageSid: text(params, 'MessageSid') ?? text(params, 'SmsSid') ?? '',
    from,
    to: text(params, 'To') ?? '',
    channel: channelOf(from),
    body: text(params, 'Body') ?? '',
    numSegments: number(params, 'NumSegments'),
    media: media(params),
    profileName: text(params, 'ProfileName'),
    waId: text(params, 'WaId'),
    button: gathered<NonNullable<MessageEvent['button']>>(params, {
      text: 'ButtonText',
      payload: 'ButtonPayload',
      type: 'ButtonType',
    }),
    list: gathered<NonNullable<MessageEvent['list']>>(params, {
      id: 'ListId',
      title: 'ListTitle',
      description: 'ListDescription',
    }),
    flow: flowData(text(params, 'FlowData') ?? text(params, 'InteractiveData')),
    location: location(params),
    forwarded: flag(params, 'Forwarded'),
    frequentlyForwarded: flag(params, 'FrequentlyForwarded'),
    repliedTo: gathered<NonNullable<MessageEvent['repliedTo']>>(params, {
      messageSid: 'OriginalRepliedMessageSid',
      from: 'OriginalRepliedMessageSender',
    }),
    referral: gathered<Referral>(params, {
      body: 'ReferralBody',
      headline: 'ReferralHeadline',
      sourceId: 'ReferralSourceId',
      sourceType: 'ReferralSourceType',
      sourceUrl: 'ReferralSourceUrl',
      mediaUrl: 'ReferralMediaUrl',
      mediaContentType: 'ReferralMediaContentType',
      ctwaClid: 'ReferralCtwaClid',
    }),
    messageType: text(params, 'MessageType'),
    externalUserId: text(params, 'ExternalUserId'),
    optOutType: text(params, 'OptOutType'),
    messagingServiceSid: text(params, 'MessagingServiceSid'),
    raw: params,
  });
}
