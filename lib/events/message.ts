import { flag, number, present, text, type Params } from './params';

/** How a message travels. Twilio writes it as a prefix of both addresses; a plain number is SMS or MMS. */
export type Channel = 'sms' | 'whatsapp' | 'rcs' | 'messenger';

/** A file that came with a message. `url` needs the account's credentials when "HTTP auth for media" is switched on. */
export interface Media {
  url: string;
  contentType: string;
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
  button?: { text?: string; payload?: string };
  location?: { latitude: number; longitude: number; address?: string; label?: string };
  forwarded?: boolean;
  /** `STOP`, `START` or `HELP`, when the Messaging Service's Advanced Opt-Out recognised a keyword. */
  optOutType?: string;
  messagingServiceSid?: string;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

/** The channel of an address such as `whatsapp:+14155550100`; `sms` for everything without a known prefix. */
export function channelOf(address: string): Channel {
  const prefix = /^([a-z]+):/i.exec(address)?.[1]?.toLowerCase();
  return prefix === 'whatsapp' || prefix === 'rcs' || prefix === 'messenger' ? prefix : 'sms';
}

function media(params: Params): Media[] | undefined {
  const files: Media[] = [];
  for (let url = text(params, 'MediaUrl0'); url !== undefined; url = text(params, `MediaUrl${files.length}`)) {
    files.push({ url, contentType: text(params, `MediaContentType${files.length}`) ?? 'application/octet-stream' });
  }
  return files.length === 0 ? undefined : files;
}

function button(params: Params): MessageEvent['button'] {
  const found = present<NonNullable<MessageEvent['button']>>({
    text: text(params, 'ButtonText'),
    payload: text(params, 'ButtonPayload'),
  });
  return found.text === undefined && found.payload === undefined ? undefined : found;
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
    button: button(params),
    location: location(params),
    forwarded: flag(params, 'Forwarded'),
    optOutType: text(params, 'OptOutType'),
    messagingServiceSid: text(params, 'MessagingServiceSid'),
    raw: params,
  });
}
