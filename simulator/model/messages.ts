import type { FlowDelivery } from './delivery';

export type MessageDirection = 'inbound' | 'outbound-api' | 'outbound-reply' | 'outbound-call';
export type Channel = 'sms' | 'whatsapp';
/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
export type MessageStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'received'
  | 'read';

/** A picture or another file of a message. */
export interface SimulatedMedia {
  sid: string;
  /** The URL of the media. For media sent as bytes: a Twilio URL, which `request` can download. */
  url: string;
  contentType: string;
}

/** The advertisement or post that started a chat. */
export interface Referral {
  body?: string;
  headline?: string;
  sourceId?: string;
  /** `ad` or `post`. */
  sourceType?: string;
  sourceUrl?: string;
  mediaUrl?: string;
  mediaContentType?: string;
  ctwaClid?: string;
}

/** The fields that only WhatsApp messages have. https://www.twilio.com/docs/whatsapp/api#whatsapp-specific-parameters */
export interface WhatsAppFields {
  /** The profile name of the person. */
  profileName?: string;
  /** The person's number without the plus sign. Default: from the sender. */
  waId?: string;
  /** In degrees. */
  location?: { latitude: number; longitude: number; address?: string; label?: string };
  /** The quick reply button that the person tapped. */
  button?: { text: string; payload?: string; /** `REPLY` (the default) or `ACTION`. */ type?: string };
  /** The list item that the person selected. */
  list?: { id: string; title: string; description?: string };
  /** The data of a WhatsApp Flow. */
  flow?: Record<string, unknown>;
  forwarded?: true | 'frequently';
  /** The message that this one replies to. */
  repliedTo?: { messageSid: string; from?: string };
  referral?: Referral;
}

/** The buttons or list items of a template, in the form that `POST messages` takes. */
export interface Choices {
  /** Quick replies. https://www.twilio.com/docs/content/twilio-quick-reply */
  buttons?: { text: string; payload?: string }[];
  /** A list and the title of its button. https://www.twilio.com/docs/content/twilio-list-picker */
  list?: { title: string; rows: { id: string; title: string; description?: string }[] };
}

/** A message as the state shows it: plain JSON. Times are ISO 8601. Other channels have no WhatsApp fields. */
export interface SimulatedMessage extends WhatsAppFields {
  sid: string;
  from: string;
  to: string;
  body: string;
  media: SimulatedMedia[];
  status: MessageStatus;
  direction: MessageDirection;
  channel: Channel;
  numSegments: number;
  /** For a template on WhatsApp. */
  choices?: Choices;
  errorCode: number | null;
  errorMessage: string | null;
  messagingServiceSid: string | null;
  dateCreated: string;
  dateUpdated: string;
  dateSent: string | null;
  /** Which nodes took a message of a person. Absent before the webhook's response, and for a server that does not say it. */
  delivery?: FlowDelivery;
}

/** A message of a person to an own number. */
export interface PersonMessage extends Omit<WhatsAppFields, 'forwarded'> {
  /**
   * The person's number in E.164. For WhatsApp with or without `whatsapp:`, or a user ID such as
   * `US.13491208655302741918`.
   */
  from: string;
  /** An own number. */
  to: string;
  body?: string;
  /**
   * At most 10 media: http(s) URLs, `data:` URLs (at most 5 MB each), or `sample:image`, `sample:audio` and
   * `sample:document`. Media sent as bytes gets a Twilio URL, which the simulator serves.
   */
  media?: string | string[];
  channel?: Channel;
  forwarded?: boolean | 'frequently';
}
