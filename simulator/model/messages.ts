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

export interface SimulatedMedia {
  sid: string;
  /** Where the media is, as it was given; for media given as bytes, an address of Twilio's that `request` answers. */
  url: string;
  contentType: string;
}

/** The advertisement or post that a chat began with. */
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

/** What a message may hold on WhatsApp only. https://www.twilio.com/docs/whatsapp/api#whatsapp-specific-parameters */
export interface WhatsAppFields {
  /** The name that the person goes by. */
  profileName?: string;
  /** The person's number without the plus sign; made from the sender when absent. */
  waId?: string;
  /** In degrees. */
  location?: { latitude: number; longitude: number; address?: string; label?: string };
  /** The quick reply that was pressed. */
  button?: { text: string; payload?: string; type?: string };
  /** The row that was chosen from a list. */
  list?: { id: string; title: string; description?: string };
  /** What was filled in, in a WhatsApp Flow. */
  flow?: Record<string, unknown>;
  forwarded?: true | 'frequently';
  /** The message that this one answers. */
  repliedTo?: { messageSid: string; from?: string };
  referral?: Referral;
}

/** What a template gives a person to tap, each as `POST messages` takes it for what was tapped. */
export interface Choices {
  /** Quick replies. https://www.twilio.com/docs/content/twilio-quick-reply */
  buttons?: { text: string; payload?: string }[];
  /** The rows of a list, behind a button with this title. https://www.twilio.com/docs/content/twilio-list-picker */
  list?: { title: string; rows: { id: string; title: string; description?: string }[] };
}

/** A message as the state shows it: plain JSON. Times are ISO 8601. What WhatsApp alone has is absent elsewhere. */
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
  /** Of a template on WhatsApp. */
  choices?: Choices;
  errorCode: number | null;
  errorMessage: string | null;
  messagingServiceSid: string | null;
  dateCreated: string;
  dateUpdated: string;
  dateSent: string | null;
}

/** A text from a person's phone to an own number. */
export interface PersonMessage extends Omit<WhatsAppFields, 'forwarded'> {
  /**
   * The person's number in E.164; for WhatsApp with or without `whatsapp:`, and there a sender without a phone number
   * may be an identity such as `US.13491208655302741918`.
   */
  from: string;
  /** An own number. */
  to: string;
  body?: string;
  /**
   * Attached media, at most 10: web addresses, `data:` URLs (at most 5 MB each), or `sample:image`, `sample:audio` and
   * `sample:document`. Media given as bytes gets an address of Twilio's, which the simulator answers.
   */
  media?: string | string[];
  channel?: Channel;
  forwarded?: boolean | 'frequently';
}
