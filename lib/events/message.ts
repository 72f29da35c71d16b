import { channelOf, type Channel } from '../addresses/channel';
import { flag, number, present, text, type Params } from './params';

/** A media file of a message. `url` needs the credentials of the account when "HTTP auth for media" is enabled. */
export interface Media {
  url: string;
  contentType: string;
  /** The file, when the trigger downloads media into the message. */
  bytes?: Buffer;
  /** The path of the file, when the trigger downloads media into a folder. */
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
  /** The sender: a number in E.164 format, a short code, or `whatsapp:` and a number or another identifier. */
  from: string;
  to: string;
  channel: Channel;
  /** The text. Empty when the message has only media. */
  body: string;
  numSegments?: number;
  media?: Media[];
  profileName?: string;
  waId?: string;
  /** The quick reply button that was pressed. */
  button?: { text?: string; payload?: string; type?: string };
  /** The item that was chosen from a list. */
  list?: { id?: string; title?: string; description?: string };
  /** The answers of a WhatsApp Flow, as parsed JSON. */
  flow?: unknown;
  location?: { latitude: number; longitude: number; address?: string; label?: string };
  /** Whether the message was forwarded from another chat. */
  forwarded?: boolean;
  frequentlyForwarded?: boolean;
  /** The message that this one replies to. */
  repliedTo?: { messageSid?: string; from?: string };
  /** The advertisement that started the chat. */
  referral?: Referral;
  /** `text`, `image`, `audio`, `contacts`, `location`, `button`, `interactive` … */
  messageType?: string;
  /**
   * The sender's identifier on WhatsApp, such as `whatsapp:US.13491208655302741918`. Since 2026, most senders have one, also with
   * a phone number.
   */
  externalUserId?: string;
  /** `STOP`, `START` or `HELP`, when Advanced Opt-Out of the Messaging Service has recognized a keyword. */
  optOutType?: string;
  messagingServiceSid?: string;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

/** The advertisement or post from which a person started a WhatsApp chat. */
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

/**
 * An object of several parameters.
 * @param names the parameter for each property
 * @returns `undefined` when Twilio sent none of them
 */
function objectOf<T extends object>(params: Params, names: { readonly [K in keyof T]-?: string }): T | undefined {
  let found: Record<string, string> | undefined;
  for (const property in names) {
    const value = text(params, names[property]);
    if (value !== undefined) (found ??= {})[property] = value;
  }
  return found as T | undefined;
}

/** Parses JSON; `undefined` when it is absent or not valid. */
function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * The answers of a WhatsApp Flow: `FlowData`, or the `flowResponse` of `InteractiveData`. They are also in `raw`.
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */
function flowAnswers(params: Params): unknown {
  const answers = parsed(text(params, 'FlowData'));
  if (answers !== undefined) return answers;
  const interactive = parsed(text(params, 'InteractiveData'));
  if (typeof interactive !== 'object' || interactive === null) return undefined;
  return Reflect.get(interactive, 'flowResponse');
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

/** The event of an incoming message. */
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
    button: objectOf<NonNullable<MessageEvent['button']>>(params, {
      text: 'ButtonText',
      payload: 'ButtonPayload',
      type: 'ButtonType',
    }),
    list: objectOf<NonNullable<MessageEvent['list']>>(params, {
      id: 'ListId',
      title: 'ListTitle',
      description: 'ListDescription',
    }),
    flow: flowAnswers(params),
    location: location(params),
    forwarded: flag(params, 'Forwarded'),
    frequentlyForwarded: flag(params, 'FrequentlyForwarded'),
    repliedTo: objectOf<NonNullable<MessageEvent['repliedTo']>>(params, {
      messageSid: 'OriginalRepliedMessageSid',
      from: 'OriginalRepliedMessageSender',
    }),
    referral: objectOf<Referral>(params, {
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
