import type { Clock } from '../core/clock';

/** A REST request of the SDK's RequestClient. `uri` is the full https URL of Twilio's API. */
export interface RestRequest {
  method: string;
  uri: string;
  /** The query. An array is a repeated parameter. */
  params?: Record<string, unknown>;
  /** The form: PascalCase fields, with arrays for repeated ones, or an encoded form. */
  data?: Record<string, unknown> | string;
  headers?: Record<string, string>;
  username?: string;
  password?: string;
}

/** A REST response. `body` is parsed JSON, a Buffer for a file, or '' for an empty body. */
export interface RestResponse {
  statusCode: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** Sends REST requests. Rejects for network errors only. API errors are responses. */
export type Transport = (request: RestRequest) => Promise<RestResponse>;

/** The destination of a webhook. */
export interface WebhookTarget {
  /** The public URL, which is signed. `user:pass@` is sent as Basic auth and not signed. */
  url: string;
  /**
   * Where to connect instead of the public URL: an origin with an optional path prefix, such as `http://127.0.0.1:1880`. The
   * path and query of `url` are appended, as a tunnel does.
   */
  connect?: string;
  /** A path prefix of `url` that a reverse proxy removes, such as `/node-red`. */
  strip?: string;
}

/** The webhooks of the own numbers. Other URLs with the same origin connect to the same place. */
export interface Webhooks {
  message?: WebhookTarget | undefined;
  messageStatus?: WebhookTarget | undefined;
  /** The voice URL of the own numbers. */
  call?: WebhookTarget | undefined;
  /** The status callback of the own numbers, sent once at the end of a call. */
  callStatus?: WebhookTarget | undefined;
  /** Says only where to connect. The URLs themselves come from TwiML or a REST request. */
  recording?: WebhookTarget | undefined;
  transcription?: WebhookTarget | undefined;
}

/** How many records the simulator keeps. The oldest are removed first. */
export interface Limits {
  /** Messages kept. Default 500. */
  messages: number;
  /** Lines kept in the log of requests. Default 500. */
  requests: number;
  /** Calls kept. A call in progress ends when it is removed. Default 200. */
  calls: number;
  /** Recordings kept. Default 200. */
  recordings: number;
  /** Transcriptions kept. Default 200. */
  transcriptions: number;
  /** Media streams kept. Default 200. */
  streams: number;
  /** ConversationRelay sessions kept. Default 200. */
  relays: number;
  /** Verifications kept. Default 200. */
  verifications: number;
}

/** An initial content template. https://www.twilio.com/docs/content/content-api-resources */
export interface SimulatedTemplate {
  sid?: string;
  friendlyName: string;
  /** Default `en`. */
  language?: string;
  /** Default values of variables. */
  variables?: Readonly<Record<string, string>>;
  /** By content type: `{ 'twilio/text': { body: 'Hi {{1}}' } }`. */
  types: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What happens to a recording without speech. */
export type SilentRecordings = 'drop' | 'save';

/** The options of `createSimulator`. */
export interface SimulatorOptions {
  /**
   * Determines SIDs, the auth token and jitter. Default: random. Anyone with the seed can compute the auth token, so set
   * `authToken` too when a fixed seed is used outside of tests.
   */
  seed?: string;
  /** Default: the real clock, with timers that do not keep the process alive. */
  clock?: Clock;
  accountSid?: string;
  authToken?: string;
  /** The account's own numbers in E.164. Default +14155550100 and +442079460100. */
  numbers?: string[];
  /** The verified caller IDs in E.164. Default +14155550190. */
  callerIds?: readonly string[];
  /** Called for each webhook, so that a redeploy takes effect. */
  webhooks?: () => Webhooks;
  limits?: Partial<Limits>;
  /** SIDs (`MG…`) of more Messaging Services, for flows of a real account. There is always one. */
  messagingServices?: readonly string[];
  /** SIDs (`VA…`) of more Verify Services. There is always one. */
  verifyServices?: readonly string[];
  /** More content templates. A template without a SID gets one. */
  templates?: readonly SimulatedTemplate[];
  /** Advanced Opt-Out of a Messaging Service: the webhook of a STOP, START or HELP has `OptOutType`. */
  advancedOptOut?: boolean;
  /**
   * What `<Record>` does when the person says nothing. `drop` (the default): there is no recording, no request of `action`, and
   * the call continues with the next verb. `save`: the silence is saved and `action` is requested. Called for each recording,
   * so that a redeploy takes effect. Twilio saves silent recordings unless its support has changed the account:
   * https://www.twilio.com/docs/voice/twiml/record#attributes-action, https://www.twilio.com/docs/api/errors/16102
   */
  silentRecordings?: () => SilentRecordings;
  /**
   * The time until a called phone is answered automatically, in milliseconds, unless it is a test number. False: it rings
   * until a person answers. Default 2000.
   */
  answerAfterMs?: number | false;
  /** Called with an error of background work: a fault of the simulator, not of its user. Default: a warning of the process. */
  onError?: (error: unknown) => void;
}
