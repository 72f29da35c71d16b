import type { Clock } from '../core/clock';

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

/** What a REST call answers. `body` is parsed JSON, '' where Twilio sends none, or a Buffer for a file. */
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
  /** The voice URL of the own numbers. */
  call?: WebhookTarget | undefined;
  /** The status callback of the own numbers: told once, when a call is over. */
  callStatus?: WebhookTarget | undefined;
  /** Only a way to dial: Twilio posts recordings and transcriptions to where TwiML or a request says. */
  recording?: WebhookTarget | undefined;
  transcription?: WebhookTarget | undefined;
}

/** How much the simulator remembers; the oldest is forgotten first. */
export interface Limits {
  /** Messages kept. Default 500. */
  messages: number;
  /** Lines kept in the log of requests. Default 500. */
  requests: number;
  /** Calls kept. One that still goes on is hung up when it is forgotten. Default 200. */
  calls: number;
  /** Recordings kept. Default 200. */
  recordings: number;
  /** Transcriptions kept. Default 200. */
  transcriptions: number;
  /** Media streams kept. Default 200. */
  streams: number;
  /** Verifications kept. Default 200. */
  verifications: number;
}

/** A content template to begin with. https://www.twilio.com/docs/content/content-api-resources */
export interface SimulatedTemplate {
  sid?: string;
  friendlyName: string;
  /** Default `en`. */
  language?: string;
  /** What stands for a variable that is not given. */
  variables?: Readonly<Record<string, string>>;
  /** By content type: `{ 'twilio/text': { body: 'Hi {{1}}' } }`. */
  types: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
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
  /** SIDs (`MG…`) of further Messaging Services, so that what was made for a real account runs here. One is always there. */
  messagingServices?: readonly string[];
  /** SIDs (`VA…`) of further Verify Services, likewise. One is always there. */
  verifyServices?: readonly string[];
  /** Further content templates; a SID is made for one that has none. */
  templates?: readonly SimulatedTemplate[];
  /** As with Advanced Opt-Out of a Messaging Service: the webhook of a STOP, START or HELP carries `OptOutType`. */
  advancedOptOut?: boolean;
  /**
   * How long a called phone rings before someone answers it, in milliseconds, unless the number called decides
   * otherwise; false: it rings until a person answers. Default 2000.
   */
  answerAfter?: number | false;
}
