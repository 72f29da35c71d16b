import type {
  CallAct,
  PersonCall,
  SimulatedCall,
  SimulatedQueue,
  SimulatedRecording,
  SimulatedTranscription,
} from './calls';
import type { Clock } from '../core/clock';
import type { PersonMessage, SimulatedMessage } from './messages';
import type { SimulatedStream } from './streams';
import type { SimulatedVerification } from './verifications';

export type * from './calls';
export type * from './messages';
export type * from './streams';
export type * from './verifications';

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
  /** The next n fetches of a recording's audio are answered 404, as while Twilio still prepares the file. */
  preparing: number;
}

/** Everything the simulator holds, as plain JSON. The lists are in the order of their making. */
export interface SimulatorState {
  accountSid: string;
  numbers: SimulatedNumber[];
  messages: SimulatedMessage[];
  calls: SimulatedCall[];
  recordings: SimulatedRecording[];
  transcriptions: SimulatedTranscription[];
  queues: SimulatedQueue[];
  streams: SimulatedStream[];
  verifications: SimulatedVerification[];
  requests: SimulatedRequest[];
  faults: Faults;
}

/** One thing that became or changed. `item` is a copy of it as the state shows it. */
export type Change =
  | { type: 'message'; item: SimulatedMessage }
  /** A message that was deleted; only its SID is left. */
  | { type: 'message-removed'; item: { sid: string } }
  | { type: 'number'; item: SimulatedNumber }
  /** A number that was released. */
  | { type: 'number-removed'; item: { sid: string; phoneNumber: string } }
  | { type: 'call'; item: SimulatedCall }
  | { type: 'call-removed'; item: { sid: string } }
  | { type: 'recording'; item: SimulatedRecording }
  | { type: 'recording-removed'; item: { sid: string } }
  | { type: 'transcription'; item: SimulatedTranscription }
  | { type: 'transcription-removed'; item: { sid: string } }
  | { type: 'queue'; item: SimulatedQueue }
  | { type: 'queue-removed'; item: { sid: string } }
  /** A media stream began or ended, or its server did something; not told for each frame. */
  | { type: 'stream'; item: SimulatedStream }
  | { type: 'verification'; item: SimulatedVerification }
  | { type: 'request'; item: SimulatedRequest }
  | { type: 'faults'; item: Faults }
  /** The simulator was closed; nothing follows. */
  | { type: 'closed'; item: null };

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
  /**
   * The person reads a WhatsApp message that was delivered: its status callback is told so. Resolves once it was.
   * Rejects with a SimulatorInputError when there is no such message to be read.
   */
  markRead(sid: string): Promise<SimulatedMessage>;
  /** A person calls an own number. Resolves once the voice webhook was answered; the call goes on by the clock. */
  placeCall(call: PersonCall): Promise<SimulatedCall>;
  /**
   * A person does something on a call: presses keys, speaks, answers, hangs up, or lets it ring until they answer.
   * Resolves once the webhook that this led to, if any, was answered.
   * Rejects with a SimulatorInputError when that cannot be done on this call now.
   */
  actOnCall(sid: string, act: CallAct): Promise<SimulatedCall>;
  /** The bytes of a recording's audio (WAV) or of media that was given as bytes; undefined when there are none. */
  bytesOf(sid: string): { bytes: Buffer; contentType: string } | undefined;
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
