import { TwilioError } from '../errors/twilio-error';
import type { MessageStatusEvent } from '../events/message-status';
import { OpenQuestions } from './open-questions';
import { pairOf, readAll, type Question } from './question';
import type { NewQuestion } from './question-ports';

/** For how many open questions the messages are fetched after a start. */
const MAX_RECOVERED_QUESTIONS = 200;

/**
 * How many failures of unknown messages are remembered: a status callback can arrive before the response with the SID.
 */
const MAX_EARLY_FAILURES = 100;

const FAILED = new Set(['failed', 'undelivered']);

/** Refused by Twilio because of this message or this person. Other errors are about the account or the network. */
const isRejected = ({ code, cause }: TwilioError): boolean =>
  cause.twilioCode !== undefined && cause.status === 400 && !['RATE_LIMITED', 'INVALID_CREDENTIALS'].includes(code);

/** The questions of an account that wait for a reply. They outlive deployments, and with the store also restarts. */
export class Questions extends OpenQuestions {
  private readonly early = new Map<string, MessageStatusEvent>();
  /** The questions whose first record is being written. */
  private readonly unwritten = new Set<Question>();

  /**
   * Asks, at once or when the question before it is done. Resolves when it is in the store.
   * @throws {TwilioError} `TOO_MANY_QUESTIONS`, or `STORE_FULL`: then nothing is sent
   */
  async ask(given: NewQuestion): Promise<void> {
    this.queues.assertRoom(given);
    const time = String(this.ports.now()).padStart(15, '0');
    const question: Question = { ...given, id: `${time}-${Math.random().toString(36).slice(2)}`, state: 'queued' };
    this.queues.add(question);
    this.unwritten.add(question);
    try {
      await this.save(question);
    } catch (error) {
      this.drop(question);
      throw error;
    } finally {
      this.unwritten.delete(question);
    }
    void this.sendNext(pairOf(question));
  }

  /** Takes a status callback. */
  async status(event: MessageStatusEvent): Promise<void> {
    if (!FAILED.has(event.status)) return;
    const heads = this.queues.heads();
    const question = heads.find((one) => one.messageSid === event.messageSid);
    if (question === undefined) {
      if (!heads.some((one) => one.state === 'sending')) return;
      this.early.set(event.messageSid, event);
      const [oldest = ''] = this.early.keys();
      if (this.early.size > MAX_EARLY_FAILURES) this.early.delete(oldest);
      return;
    }
    await this.leave(question, (handler) => {
      handler.notDelivered(question, event);
    });
  }

  /**
   * Reads the questions from before a restart. Questions whose wait is over leave at once. For the others, the replies
   * that came in the meantime are fetched. A question that was being sent is reported, and is not sent again.
   */
  async restore(): Promise<void> {
    const { ports } = this;
    const known = new Set(this.queues.all().map(({ id }) => id));
    const found = (await readAll(ports.store(), ports.format)).filter(({ id }) => !known.has(id));
    for (const question of found) this.queues.add(question);
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
    for (const question of open.filter(({ expiresAt = 0 }) => expiresAt > now).slice(0, MAX_RECOVERED_QUESTIONS)) {
      await this.recover(question);
    }
  }

  /** Sends what could not be sent while flows were deployed. */
  resume(): void {
    for (const pair of this.queues.pairs()) void this.sendNext(pair);
  }

  protected async sendNext(pair: string): Promise<void> {
    const question = this.queues.head(pair);
    if (question?.state !== 'queued' || this.unwritten.has(question)) return;
    question.state = 'sending';
    question.askedAt = this.ports.now();
    try {
      await this.save(question);
      const { messageSid } = await this.ports.send(question);
      // The reply may have come first.
      if (!this.queues.has(question)) return;
      const expiresAt = this.ports.now() + question.maxWaitMs;
      Object.assign(question, { state: 'open', messageSid, expiresAt });
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
    if (!this.queues.has(question)) return;
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

  private async recover(question: Question): Promise<void> {
    try {
      const events = await this.ports.received(question);
      const reply = events.find((event) => this.answered(event) === question);
      if (reply !== undefined) await this.reply(reply);
    } catch (error) {
      this.report(error);
    }
  }
}
