import type { Timers } from './clock';
import type { FaultBox } from './faults';
import type { Ids } from './ids';
import type { RequestLog } from './log';
import type { MessageRecord } from './messages/record';
import type { NumberRecord } from './numbers';
import type { OptOuts } from './messages/optout';
import type { ReplyLimit } from './messages/reply-limit';
import type { Shelf } from './store';
import type { Change, Webhooks } from './types';
import type { WebhookSender } from './webhook';

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
  readonly optOuts: OptOuts;
  readonly replies: ReplyLimit;
  readonly sender: WebhookSender;
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
  /** http(s) URLs. */
  media: readonly string[];
}

/** The version of Twilio's API that every resource and webhook names. */
export const apiVersion = '2010-04-01';
