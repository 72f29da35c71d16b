import { bareAddress } from '../addresses/address-pattern';
import type { MessageEvent } from '../events/message';
import { isPlainObject } from '../validation/objects';
import type { Json, Store } from '../store/store';

/** Where a question is. It is in the store before each step. */
export type QuestionState =
  /** Another question to the same person is open. Nothing was sent. */
  | 'queued'
  /** The request was started. After a crash, its outcome is unknown. */
  | 'sending'
  /** It was sent, and waits for the reply. */
  | 'open';

/** A question to a person. Times are in milliseconds since 1970. */
export interface Question {
  /** Sorts by time. */
  id: string;
  /** The node that asks. */
  nodeId: string;
  state: QuestionState;
  /** The person's address, as Twilio gets it. */
  to: string;
  /** Our side: an address, or the SID of a Messaging Service. */
  own: string;
  /** What is sent. Belongs to the node. */
  request: Json;
  /** How long it waits for the reply, in milliseconds. */
  maxWaitMs: number;
  askedAt?: number;
  /** When the wait is over. */
  expiresAt?: number;
  messageSid?: string;
  /** Whether the person has opted out since. Then "YES" opts in again, and is no answer. */
  isOptedOut?: boolean;
  /** The message that asked. */
  msg: unknown;
}

/** Only one question of a pair is open at a time. */
export const pairOf = ({ to, own }: Pick<Question, 'to' | 'own'>): string => `${to.toLowerCase()} ${own.toLowerCase()}`;

/** The pairs that a message may be the reply of: it names the number, and the Messaging Service when there is one. */
export const pairsOf = ({ from, to, messagingServiceSid }: MessageEvent): string[] => [
  pairOf({ to: from, own: to }),
  ...(messagingServiceSid === undefined ? [] : [pairOf({ to: from, own: messagingServiceSid })]),
];

/** Whether our side is an address, and not a Messaging Service. */
export const isAddress = (own: string): boolean => !/^MG[0-9a-f]{32}$/i.test(own) && bareAddress(own) !== '';

const PREFIX = 'ask/';

/** How long a question is kept at most, in milliseconds: 30 days. */
const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** How a message becomes JSON and back. */
export interface MessageFormat {
  toJson(msg: unknown): Json;
  fromJson(json: Json): unknown;
}

/**
 * Writes a question.
 * @throws {TwilioError} `STORE_FULL`
 */
export async function save(store: Store, { msg, ...question }: Question, format: MessageFormat): Promise<void> {
  const record: Record<string, Json> = { msg: format.toJson(msg) };
  for (const [name, value] of Object.entries(question)) if (value !== undefined) record[name] = value;
  await store.put(`${PREFIX}${question.id}`, record, LIFETIME_MS);
}

/** Deletes a question from the store. */
export const remove = (store: Store, { id }: Question): Promise<void> => store.delete(`${PREFIX}${id}`);

/** Reads all questions, the oldest first. */
export async function readAll(store: Store, format: MessageFormat): Promise<Question[]> {
  const found: Question[] = [];
  for await (const [key, { value }] of store.list(PREFIX)) {
    if (!isPlainObject(value) || typeof value['nodeId'] !== 'string') continue;
    found.push({
      ...(value as unknown as Question),
      id: key.slice(PREFIX.length),
      msg: format.fromJson(value['msg'] as Json),
    });
  }
  return found;
}
