import type { Timers } from '../core/clock';
import type { FaultInjector } from '../core/faults';
import type { Ids } from '../core/ids';
import type { RequestLog, LogLine } from '../core/request-log';
import type { BoundedStore } from '../core/bounded-store';
import type { Change, WhatsAppFields } from './simulator';
import type { Webhooks } from './options';
import type { NumberRecord } from './numbers';
import type { WebhookSender } from './webhooks';
import type { RecordingRecord, TranscriptionRecord } from './recording-records';
import type { StreamRecord, StreamSockets } from './stream-records';
import type { CallRecord, QueueRecord, Activity } from './call-records';
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

/** What the parts of one simulator share. */
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
  readonly messages: BoundedStore<MessageRecord>;
  readonly media: MediaStore;
  readonly calls: BoundedStore<CallRecord>;
  readonly recordings: BoundedStore<RecordingRecord>;
  readonly transcriptions: BoundedStore<TranscriptionRecord>;
  readonly queues: BoundedStore<QueueRecord>;
  readonly streams: BoundedStore<StreamRecord>;
  readonly verifyServices: BoundedStore<VerifyService>;
  readonly verifications: BoundedStore<VerificationRecord>;
  readonly messagingServices: BoundedStore<MessagingService>;
  readonly templates: BoundedStore<ContentTemplate>;
  readonly usage: Usage;
  readonly audit: Audit;
  /** How long a phone rings before it is answered by itself, in milliseconds; false: it is not. */
  readonly answerAfter: number | false;
  readonly voiceVerbs: ReadonlyMap<string, VerbDefinition>;
  readonly optOuts: OptOuts;
  readonly serviceWindows: ServiceWindows;
  readonly replyLimit: ReplyLimit;
  readonly sender: WebhookSender;
  readonly sockets: StreamSockets;
  webhooks(): Webhooks;
  /** A message reaches an own number: its webhook is posted and the answer obeyed. */
  receiveMessage(message: InboundMessage): Promise<MessageRecord>;
  /** Tells the subscribers. */
  publish(change: Change): void;
  /** Work that goes on behind a REST answer; `settled` waits for it. It must not reject. */
  track(work: Promise<unknown>): void;
}

/** A message on its last yard to an own number. For WhatsApp both addresses begin with `whatsapp:`. */
export interface InboundMessage {
  from: string;
  to: string;
  body: string;
  /** http(s) URLs, `data:` URLs and samples. */
  media: readonly string[];
  whatsApp?: WhatsAppFields | undefined;
}

/** The version of Twilio's API that every resource and webhook names. */
export const API_VERSION = '2010-04-01';

/** Where the API is, for addresses of files. */
export const API_HOST = 'https://api.twilio.com';

/** Where a document came from, and where its mistakes are written down. */
export interface DocumentSource {
  /** What relative URLs are relative to; '' for a document that came with a request. */
  url: string;
  method: string;
  /** Absent for a document that came with a REST request, which then goes unmarked. */
  line: LogLine | undefined;
}

/** One verb of a document, about to be obeyed. */
export interface VerbStep {
  context: SimulatorContext;
  call: CallRecord;
  source: DocumentSource;
  element: XmlElement;
  /** Goes on behind this verb, whatever has happened on the call since. */
  resume(): void;
}

/**
 * Obeys a verb. It calls `next` when the next verb's turn has come, and returns what the call is busy with until then.
 */
export type VerbHandler = (step: VerbStep, next: () => void) => Activity | undefined;

/** How the verbs of voice TwiML are obeyed. */
export interface VerbDefinition {
  run: VerbHandler;
  /** A call that rings is answered before it, as Twilio does for every verb but a few. */
  answers: boolean;
}
