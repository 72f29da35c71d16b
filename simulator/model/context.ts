import type { Timers } from '../core/clock';
import type { FaultInjector } from '../core/faults';
import type { Ids } from '../core/ids';
import type { RequestLog, LogLine } from '../core/request-log';
import type { BoundedStore } from '../core/bounded-store';
import type { Change, WhatsAppFields } from './simulator';
import type { Webhooks } from './options';
import type { CallerIdRecord, NumberRecord } from './numbers';
import type { WebhookSender } from './webhooks';
import type { RecordingRecord, TranscriptionRecord } from './recording-records';
import type { RelayRecord } from './relay-records';
import type { StreamRecord, StreamSockets } from './stream-records';
import type { CallRecord, QueueRecord, Activity } from './call-records';
import type { ConferenceRecord } from './conference-records';
import type {
  MessageRecord,
  ServiceWindows,
  OptOuts,
  ReplyLimit,
  ContentTemplate,
  MediaStore,
  MessagingService,
} from './message-records';
import type { VerifyService, VerificationRecord } from './verify-records';
import type { Usage, Audit } from './usage-records';
import type { XmlElement } from './twiml';

/** The shared state and services of one simulator. */
export interface SimulatorContext {
  readonly accountSid: string;
  readonly authToken: string;
  readonly createdAt: number;
  readonly advancedOptOut: boolean;
  readonly ids: Ids;
  readonly timers: Timers;
  readonly faults: FaultInjector;
  readonly log: RequestLog;
  readonly numbers: BoundedStore<NumberRecord>;
  readonly callerIds: BoundedStore<CallerIdRecord>;
  readonly messages: BoundedStore<MessageRecord>;
  readonly media: MediaStore;
  readonly calls: BoundedStore<CallRecord>;
  readonly recordings: BoundedStore<RecordingRecord>;
  readonly transcriptions: BoundedStore<TranscriptionRecord>;
  readonly queues: BoundedStore<QueueRecord>;
  readonly conferences: BoundedStore<ConferenceRecord>;
  readonly streams: BoundedStore<StreamRecord>;
  readonly relays: BoundedStore<RelayRecord>;
  readonly verifyServices: BoundedStore<VerifyService>;
  readonly verifications: BoundedStore<VerificationRecord>;
  readonly messagingServices: BoundedStore<MessagingService>;
  readonly templates: BoundedStore<ContentTemplate>;
  readonly usage: Usage;
  readonly audit: Audit;
  /** True when `<Record>` saves a silent recording. */
  savesSilentRecordings(): boolean;
  /** The time until a phone is answered automatically, in milliseconds. False: never. */
  readonly answerAfterMs: number | false;
  readonly voiceVerbs: ReadonlyMap<string, VerbDefinition>;
  readonly optOuts: OptOuts;
  readonly serviceWindows: ServiceWindows;
  readonly replyLimit: ReplyLimit;
  readonly sender: WebhookSender;
  readonly sockets: StreamSockets;
  webhooks(): Webhooks;
  /** Delivers a message to an own number: sends the webhook and runs the TwiML. */
  receiveMessage(message: InboundMessage): Promise<MessageRecord>;
  /** Sends a change to the subscribers. */
  publish(change: Change): void;
  /** Adds background work that `settled` waits for. It must not reject. */
  track(work: Promise<unknown>): void;
}

/** A message to an own number. For WhatsApp both addresses start with `whatsapp:`. */
export interface InboundMessage {
  from: string;
  to: string;
  body: string;
  /** http(s) URLs, `data:` URLs and samples. */
  media: readonly string[];
  whatsApp?: WhatsAppFields | undefined;
}

/** The `api_version` of resources and webhooks. */
export const API_VERSION = '2010-04-01';

/** The base URL of media and recordings. */
export const API_HOST = 'https://api.twilio.com';

/** The source of a TwiML document. */
export interface DocumentSource {
  /** The base of relative URLs. Empty for a document in a REST request. */
  url: string;
  method: string;
  /** The log line for errors. Absent for a document in a REST request. */
  line: LogLine | undefined;
}

/** A verb to run. */
export interface VerbStep {
  context: SimulatorContext;
  call: CallRecord;
  source: DocumentSource;
  element: XmlElement;
  /** Continues with the next verb, also after the call ran other documents. */
  resume(): void;
}

/**
 * Runs a verb. Calls `next` when the next verb can start, and returns the activity until then.
 */
export type VerbHandler = (step: VerbStep, next: () => void) => Activity | undefined;

/** A verb of voice TwiML. */
export interface VerbDefinition {
  run: VerbHandler;
  /** True when the verb answers a ringing call. */
  answers: boolean;
}
