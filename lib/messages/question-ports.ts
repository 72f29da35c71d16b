import type { TwilioError } from '../errors/twilio-error';
import type { MessageEvent } from '../events/message';
import type { MessageStatusEvent } from '../events/message-status';
import type { Json, Store } from '../store/store';
import type { MessageFormat, Question } from './question';

/** A message that was sent, as far as it is needed. */
export interface SentQuestion {
  messageSid: string;
}

/** The node that has asked. Each question leaves by one of these. */
export interface QuestionHandler {
  replied(question: Question, event: MessageEvent): void;
  noReply(question: Question): void;
  /** Twilio has rejected it, or reports that it was not delivered. */
  notDelivered(question: Question, reason: TwilioError | MessageStatusEvent): void;
  failed(question: Question, error: Error): void;
}

/** What the questions of an account need. */
export interface QuestionPorts {
  store(): Store;
  format: MessageFormat;
  now(): number;
  /** @returns a function that cancels it */
  after(ms: number, run: () => void): () => void;
  /**
   * Sends a question.
   * @throws {TwilioError} as `sendSms` and `sendWhatsapp`
   */
  send(question: Question): Promise<SentQuestion>;
  /** The messages that a person has sent since a question was asked, the oldest first. */
  received(question: Question): Promise<MessageEvent[]>;
  handler(nodeId: string): QuestionHandler | undefined;
  warn(sentence: string): void;
}

/** What a node asks. */
export type NewQuestion = Pick<Question, 'nodeId' | 'to' | 'own' | 'maxWaitMs' | 'msg'> & { request: Json };
