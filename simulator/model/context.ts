import type { Audit } from '../usage/audit';
import type { VerbRules } from '../voice/run-twiml';
import type { CallRecord } from '../voice/call';
import type { Timers } from '../core/clock';
import type { FaultBox } from '../core/faults';
import type { Ids } from '../core/ids';
import type { RequestLog } from '../core/request-log';
import type { MediaStore } from '../messaging/media';
import type { MessageRecord } from '../messaging/message';
import type { Sessions } from '../messaging/sessions';
import type { ContentTemplate } from '../messaging/templates';
import type { NumberRecord } from '../numbering/own-numbers';
import type { RecordingRecord, TranscriptionRecord } from '../voice/recordings/recording';
import type { QueueRecord } from '../voice/queue';
import type { OptOuts } from '../messaging/opt-outs';
import type { ReplyLimit } from '../messaging/reply-limit';
import type { MessagingService } from '../rest/messaging-services';
import type { Shelf } from '../core/bounded-store';
import type { StreamRecord } from '../voice/streams/stream';
import type { StreamSockets } from '../voice/streams/socket';
import type { Change, WhatsAppFields, Webhooks } from './simulator';
import type { Usage } from '../usage/usage';
import type { VerifyService } from '../verify/service';
import type { VerificationRecord } from '../verify/verification';
import type { WebhookSender } from '../protocol/webhook-sender';

/** What the parts of one simulator share. */
export interface World {
  readonly accountSid: string;
  readonly authToken: string;
  readonly createdAt: number;
  readonly advancedOptOut: boolean;
  readonly ids: Ids;
  readonly timers: Timers;
  readonly faults: FaultBox;
  readonly log: RequestLog;
  readonly numbers: Shelf<NumberRecord>;
  readonly messages: Shelf<MessageRecord>;
  readonly media: MediaStore;
  readonly calls: Shelf<CallRecord>;
  readonly recordings: Shelf<RecordingRecord>;
  readonly transcriptions: Shelf<TranscriptionRecord>;
  readonly queues: Shelf<QueueRecord>;
  readonly streams: Shelf<StreamRecord>;
  readonly verifyServices: Shelf<VerifyService>;
  readonly verifications: Shelf<VerificationRecord>;
  readonly messagingServices: Shelf<MessagingService>;
  readonly templates: Shelf<ContentTemplate>;
  readonly usage: Usage;
  readonly audit: Audit;
  /** How long a phone rings before it is answered by itself, in milliseconds; false: it is not. */
  readonly answerAfter: number | false;
  readonly voiceVerbs: ReadonlyMap<string, VerbRules>;
  readonly optOuts: OptOuts;
  readonly sessions: Sessions;
  readonly replies: ReplyLimit;
  readonly sender: WebhookSender;
  readonly sockets: StreamSockets;
  webhooks(): Webhooks;
  /** A message reaches an own number: its webhook is posted and the answer obeyed. */
  arrive(message: ArrivingMessage): Promise<MessageRecord>;
  /** Tells the subscribers. */
  changed(change: Change): void;
  /** Work that goes on behind a REST answer; `settled` waits for it. It must not reject. */
  background(work: Promise<unknown>): void;
}

/** A message on its last yard to an own number. For WhatsApp both addresses begin with `whatsapp:`. */
export interface ArrivingMessage {
  from: string;
  to: string;
  body: string;
  /** http(s) URLs, `data:` URLs and samples. */
  media: readonly string[];
  whatsApp?: WhatsAppFields | undefined;
}

/** The version of Twilio's API that every resource and webhook names. */
export const apiVersion = '2010-04-01';

/** Where the API is, for addresses of files. */
export const apiHost = 'https://api.twilio.com';
