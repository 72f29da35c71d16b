import { TwilioError } from '../errors/twilio-error';
import type { MessageEvent } from '../events/message';
import type { MessageStatusEvent } from '../events/message-status';
import { isOptOut } from './opt-out';
import { pairOf, pairsOf, readAll, remove, save, type MessageFormat, type Question } from './question';
import type { Json, Store } from '../store/store';

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
  /** Sends a question. @throws {TwilioError} */
  send(question: Question): Promise<SentQuestion>;
  /** The messages that a person has sent since a question was asked, the oldest first. */
  received(question: Question): Promise<MessageEvent[]>;
  handler(nodeId: string): QuestionHandler | undefined;
  warn(sentence: string): void;
}

/** What a node asks. */
export type NewQuestion = Pick<Question, 'nodeId' | 'to' | 'own' | 'maxWaitMs' | 'msg'> & { request: Json };

/** The most questions of one pair, the open one included, and of an account. */
const MAX_OF_PAIR = 100;
const MAX_QUESTIONS = 10_000;

/** For how many open questions the messages are fetched after a start. */
const MAX_RECOVERED = 200;

/** How many failed messages are remembered whose question was not sent yet: the callback can be faster than the answer. */
const MAX_EARLY = 100;

const FAILED = new Set(['failed', 'undelivered']);

/** Refused by Twilio because of this message or this person. Other errors are about the account or the network. */
const isRejected = ({ code, cause }: TwilioError): boolean =>
  cause.twilioCode !== undefined && cause.status === 400 && !['RATE_LIMITED', 'INVALID_CREDENTIALS'].includes(code);

/** The questions of an account that wait for a reply. They outlive deployments, and with the store also restarts. */
export class Questions {
  /** By pair. The first of each list is sent or open, and the others wait for their turn. */
  private readonly queues = new Map<string, Question[]>();
  private readonly timers = new Map<string, () => void>();
  private readonly early = new Map<string, MessageStatusEvent>();
  /** Those whose first record is being written. */
  private readonly unwritten = new Set<Question>();
  private count = 0;

  constructor(private readonly ports: QuestionPorts) {}

  /** How many questions wait for a reply or for their turn in a node. */
  waitingIn(nodeId: string): number {
    return [...this.queues.values()].flat().filter((question) => question.nodeId === nodeId).length;
  }

  /**
   * Asks, at once or when the question before it is done. Resolves when it is in the store.
   * @throws {TwilioError} `TOO_MANY_QUESTIONS`, or `STORE_FULL`: then nothing is sent
   */
  async ask(given: NewQuestion): Promise<void> {
    const pair = pairOf(given);
    const queue = this.queues.get(pair) ?? [];
    if (queue.length >= MAX_OF_PAIR || this.count >= MAX_QUESTIONS) {
      throw new TwilioError('TOO_MANY_QUESTIONS', `There are too many questions without a reply to ${given.to}`, {
        hint: `A person can have ${MAX_OF_PAIR} questions, and an account ${MAX_QUESTIONS}. Ask less often, or wait a shorter time.`,
      });
    }
    this.count += 1;
    const time = String(this.ports.now()).padStart(15, '0');
    const question: Question = { ...given, id: `${time}-${Math.random().toString(36).slice(2)}`, state: 'queued' };
    this.queues.set(pair, [...queue, question]);
    this.unwritten.add(question);
    try {
      await this.save(question);
    } catch (error) {
      this.drop(question);
      throw error;
    } finally {
      this.unwritten.delete(question);
    }
    void this.sendNext(pair);
  }

  /** The node whose open question a message answers. `undefined` for an opt-out, or when nobody has asked. */
  claimant(event: MessageEvent): string | undefined {
    return this.answered(event)?.nodeId;
  }

  /** Takes the reply to a question. */
  async reply(event: MessageEvent): Promise<void> {
    const question = this.answered(event);
    if (question === undefined) return;
    await this.leave(question, (handler) => {
      handler.replied(question, event);
    });
  }

  /** Takes a status callback. */
  async status(event: MessageStatusEvent): Promise<void> {
    if (!FAILED.has(event.status)) return;
    const heads = [...this.queues.values()].map(([first]) => first);
    const question = heads.find((one) => one?.messageSid === event.messageSid);
    if (question === undefined) {
      if (!heads.some((one) => one?.state === 'sending')) return;
      this.early.set(event.messageSid, event);
      const [oldest = ''] = this.early.keys();
      if (this.early.size > MAX_EARLY) this.early.delete(oldest);
      return;
    }
    await this.leave(question, (handler) => {
      handler.notDelivered(question, event);
    });
  }

  /**
   * Reads the questions from before a restart. Waits that are over leave at once. For the others, the replies that came in
   * the meantime are fetched. One that was being sent is reported, and is not sent again.
   */
  async restore(): Promise<void> {
    const { ports } = this;
    const known = new Set([...this.queues.values()].flat().map(({ id }) => id));
    const found = (await readAll(ports.store(), ports.format)).filter(({ id }) => !known.has(id));
    for (const question of found) {
      this.count += 1;
      const pair = pairOf(question);
      this.queues.set(pair, [...(this.queues.get(pair) ?? []), question]);
    }
    for (const question of found.filter(({ state }) => state === 'sending')) {
      const error = new TwilioError(
        'UNKNOWN_OUTCOME',
        `It is not known whether the question to ${question.to} was sent`,
        {
          hint: 'Node-RED ended while it was being sent. Look at the log in the Twilio Console before you ask again.',
        },
      );
      await this.leave(question, (handler) => {
        handler.failed(question, error);
      });
    }
    const open = found.filter(({ state }) => state === 'open');
    for (const question of open) this.arm(question);
    this.resume();
    const now = ports.now();
    for (const question of open.filter(({ until = 0 }) => until > now).slice(0, MAX_RECOVERED)) {
      await this.recover(question);
    }
  }

  /** Sends what could not be sent while flows were deployed. */
  resume(): void {
    for (const pair of [...this.queues.keys()]) void this.sendNext(pair);
  }

  /** Forgets everything that is in memory. */
  close(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.queues.clear();
    this.count = 0;
  }

  private answered(event: MessageEvent): Question | undefined {
    if (isOptOut(event)) return undefined;
    const heads = pairsOf(event).map((pair) => this.queues.get(pair)?.[0]);
    return heads.find((question) => question !== undefined && question.state !== 'queued');
  }

  private async sendNext(pair: string): Promise<void> {
    const question = this.queues.get(pair)?.[0];
    if (question?.state !== 'queued' || this.unwritten.has(question)) return;
    question.state = 'sending';
    question.askedAt = this.ports.now();
    try {
      await this.save(question);
      const { messageSid } = await this.ports.send(question);
      // The reply may have come first.
      if (!this.isKnown(question)) return;
      const until = this.ports.now() + question.maxWaitMs;
      Object.assign(question, { state: 'open', messageSid, until });
      this.arm(question);
      const failure = this.early.get(messageSid);
      this.early.delete(messageSid);
      if (failure !== undefined) await this.status(failure);
      else await this.save(question).catch(this.report);
    } catch (error) {
      await this.refused(question, error);
    }
  }

  private async refused(question: Question, thrown: unknown): Promise<void> {
    if (!this.isKnown(question)) return;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (error instanceof TwilioError && error.code === 'FLOW_STOPPED') {
      // Nothing was sent. It is sent when the flows run again.
      question.state = 'queued';
      await this.save(question).catch(this.report);
      return;
    }
    await this.leave(question, (handler) => {
      if (error instanceof TwilioError && isRejected(error)) handler.notDelivered(question, error);
      else handler.failed(question, error);
    });
  }

  private arm(question: Question): void {
    const ms = Math.max((question.until ?? 0) - this.ports.now(), 0);
    const expire = (): void => {
      void this.leave(question, (handler) => {
        handler.noReply(question);
      });
    };
    this.timers.set(question.id, this.ports.after(ms, expire));
  }

  private async recover(question: Question): Promise<void> {
    try {
      const events = await this.ports.received(question);
      const reply = events.find((event) => this.answered(event) === question);
      if (reply !== undefined) await this.reply(reply);
    } catch (error) {
      this.report(error);
    }
  }

  /** Lets a question leave, once: first from the store, so that it does not leave again after a crash. */
  private async leave(question: Question, use: (handler: QuestionHandler) => void): Promise<void> {
    if (!this.drop(question)) return;
    await remove(this.ports.store(), question).catch(this.report);
    const handler = this.ports.handler(question.nodeId);
    if (handler === undefined) {
      this.ports.warn(`A question to ${question.to} was dropped: the node ${question.nodeId} does not exist any more`);
    } else use(handler);
    void this.sendNext(pairOf(question));
  }

  private isKnown(question: Question): boolean {
    return this.queues.get(pairOf(question))?.includes(question) === true;
  }

  /** @returns whether it was there */
  private drop(question: Question): boolean {
    if (!this.isKnown(question)) return false;
    const pair = pairOf(question);
    const rest = (this.queues.get(pair) ?? []).filter((other) => other !== question);
    if (rest.length === 0) this.queues.delete(pair);
    else this.queues.set(pair, rest);
    this.count -= 1;
    this.timers.get(question.id)?.();
    this.timers.delete(question.id);
    return true;
  }

  private save(question: Question): Promise<void> {
    return save(this.ports.store(), question, this.ports.format);
  }

  private readonly report = (error: unknown): void => {
    this.ports.warn(error instanceof Error ? error.message : String(error));
  };
}
