import type { Clock } from './clock';

/** One REST call as the SDK's RequestClient hands it over. `uri` is the full https URL of Twilio's API. */
export interface RestRequest {
  method: string;
  uri: string;
  /** The query. A value may be an array: a repeated parameter. */
  params?: Record<string, unknown>;
  /** The form: PascalCase fields, arrays for repeated ones, or a form that is already encoded. */
  data?: Record<string, unknown> | string;
  headers?: Record<string, string>;
  username?: string;
  password?: string;
}

/** What a REST call answers. `body` is parsed JSON (or '' where Twilio sends no body). */
export interface RestResponse {
  statusCode: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** The seam between an account and Twilio. Rejects only as a network does; every API error is a response. */
export type Transport = (request: RestRequest) => Promise<RestResponse>;

/** Where a webhook of an own number goes. */
export interface WebhookTarget {
  /** What is signed and what Twilio would call. `user:pass@` is sent as Basic auth and not signed. */
  url: string;
  /**
   * What is dialled instead, when the public URL does not lead here: an origin with an optional path prefix, such as
   * `http://127.0.0.1:1880`. The path and query of `url` are appended to it, as a tunnel would do.
   */
  connect?: string;
  /** A path prefix of `url` that the proxy in front of us would take off, such as `/node-red`. */
  strip?: string;
}

/** Where the webhooks of the own numbers point now. A URL of one of these origins is dialled the same way. */
export interface Webhooks {
  message?: WebhookTarget | undefined;
  messageStatus?: WebhookTarget | undefined;
}

/** How much the simulator remembers; the oldest is forgotten first. */
export interface Limits {
  /** Messages kept. Default 500. */
  messages: number;
  /** Lines kept in the log of requests. Default 500. */
  requests: number;
}

/** What `createSimulator` takes. Everything has a default. */
export interface SimulatorOptions {
  /**
   * Decides SIDs, the auth token and jitter: the same seed and clock give the same everything. Default: a random one.
   * Who knows the seed can work out the auth token, so outside of tests a fixed seed wants an `authToken` beside it.
   */
  seed?: string;
  /** The time and its timers. Default: the real clock, with timers that do not keep the process alive. */
  clock?: Clock;
  accountSid?: string;
  authToken?: string;
  /** The account's own numbers in E.164. Default +14155550100 and +442079460100. */
  numbers?: string[];
  /** Asked each time a webhook goes out, so that it can follow a redeploy. */
  webhooks?: () => Webhooks;
  limits?: Partial<Limits>;
  /** As with Advanced Opt-Out of a Messaging Service: the webhook of a STOP, START or HELP carries `OptOutType`. */
  advancedOptOut?: boolean;
}

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
  /** Where the media is, as it was given. */
  url: string;
  contentType: string;
}

/** A message as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedMessage {
  sid: string;
  from: string;
  to: string;
  body: string;
  media: SimulatedMedia[];
  status: MessageStatus;
  direction: MessageDirection;
  channel: Channel;
  numSegments: number;
  errorCode: number | null;
  errorMessage: string | null;
  messagingServiceSid: string | null;
  dateCreated: string;
  dateUpdated: string;
  dateSent: string | null;
}

/** An own number as the state shows it. URLs carry no credentials here. */
export interface SimulatedNumber {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  smsUrl: string;
  smsMethod: string;
  smsFallbackUrl: string;
  smsFallbackMethod: string;
  voiceUrl: string;
  voiceMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
  dateCreated: string;
  dateUpdated: string;
}

/** One line of the log: a REST call that came in or a webhook that went out. */
export interface SimulatedRequest {
  sid: string;
  /** When it began, ISO 8601. */
  at: string;
  kind: 'rest' | 'webhook';
  method: string;
  /** Without user, password, query and fragment. */
  url: string;
  /** The HTTP status; null while it is under way, and when none came. */
  status: number | null;
  /** How long it took, in milliseconds. */
  ms: number;
  /** What went wrong, with Twilio's code first where there is one: `11200: HTTP retrieval failure …`. */
  error?: string;
}

/** Planned misfortune. A count goes down by one each time it strikes; 0 or false means off. */
export interface Faults {
  /** The next n webhooks are posted twice, at the same moment and with the same idempotency token. */
  duplicate: number;
  /** Milliseconds that every webhook waits before it is posted. Stays until it is set back to 0. */
  delay: number;
  /** Status callbacks of messages created from now on go out after the last status, in a shuffled order. */
  reorder: boolean;
  /** The next n REST requests are processed, but the answer is lost: the transport rejects with ECONNRESET. */
  drop: number;
  /** The next n REST requests are answered 429 (20429) with `Retry-After: 1`, unprocessed. */
  rateLimit: number;
  /**
   * A number: the next n REST requests are answered 500 (20500), unprocessed.
   * `{ code, count }`: the next `count` outbound messages end undelivered with that error code.
   */
  fail: number | { code: number; count: number };
}

/** Everything the simulator holds, as plain JSON. The lists are in the order of their making. */
export interface SimulatorState {
  accountSid: string;
  numbers: SimulatedNumber[];
  messages: SimulatedMessage[];
  /** Filled once the simulator answers calls. */
  calls: unknown[];
  recordings: unknown[];
  verifications: unknown[];
  requests: SimulatedRequest[];
  faults: Faults;
}

/** One thing that became or changed. `item` is a copy of it as the state shows it. */
export type Change =
  | { type: 'message'; item: SimulatedMessage }
  /** A message that was deleted; only its SID is left. */
  | { type: 'message-removed'; item: { sid: string } }
  | { type: 'number'; item: SimulatedNumber }
  | { type: 'request'; item: SimulatedRequest }
  | { type: 'faults'; item: Faults }
  /** The simulator was closed; nothing follows. */
  | { type: 'closed'; item: null };

/** A text from a person's phone to an own number. */
export interface PersonMessage {
  /** The person's number in E.164; for WhatsApp with or without `whatsapp:`. */
  from: string;
  /** An own number. */
  to: string;
  body?: string;
  /** URLs of attached media, at most 10. */
  media?: string | string[];
  channel?: Channel;
}

/** Twilio on this machine. */
export interface Simulator {
  readonly accountSid: string;
  readonly authToken: string;
  /** Answers a REST call as https://api.twilio.com would. */
  request: Transport;
  /** A copy of everything, as plain JSON. */
  state(): SimulatorState;
  /** Hears of every change until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void;
  /**
   * A person texts an own number. Resolves once the webhook was answered and its TwiML obeyed.
   * Rejects with a SimulatorInputError when the message could not be sent from any phone.
   */
  receiveMessage(message: PersonMessage): Promise<SimulatedMessage>;
  /** Merges faults in and returns what is set now. Throws a SimulatorInputError for a value that makes no sense. */
  setFaults(faults: Partial<Faults>): Faults;
  /** Resolves when no webhook is under way and none waits for another one. Timers are not waited for. */
  settled(): Promise<void>;
  /** Ends every timer and every open request. A closed simulator answers no more. */
  close(): Promise<void>;
}

/** Input that makes no sense. The message is a sentence for the person who gave it. */
export class SimulatorInputError extends Error {
  override name = 'SimulatorInputError';
}
