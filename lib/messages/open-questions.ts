import type { MessageEvent } from '../events/message';
import { optOutKeyword } from './opt-out';
import { pairOf, pairsOf, remove, save, type Question } from './question';
import type { QuestionHandler, QuestionPorts } from './question-ports';
import { QuestionQueues } from './question-queues';

/** The questions of an account. Finds the question that a message answers, and lets each question leave once. */
export abstract class OpenQuestions {
  protected readonly queues = new QuestionQueues();
  private readonly timers = new Map<string, () => void>();

  constructor(protected readonly ports: QuestionPorts) {}

  /** How many questions wait for a reply or for their turn in a node. */
  waitingIn(nodeId: string): number {
    return this.queues.all().filter((question) => question.nodeId === nodeId).length;
  }

  /**
   * The node whose open question a message answers. `undefined` for a keyword that Twilio handles, or when no question
   * is open.
   */
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

  /** Drops everything that is in memory. */
  close(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.queues.clear();
  }

  /** Sends the first question of a pair, if it is waiting for its turn. */
  protected abstract sendNext(pair: string): Promise<void>;

  /** The question that a message answers. */
  protected answered(event: MessageEvent): Question | undefined {
    const heads = pairsOf(event).map((pair) => this.queues.head(pair));
    const question = heads.find((head) => head !== undefined && head.state !== 'queued');
    if (question === undefined) return undefined;
    const keyword = optOutKeyword(event, question.isOptedOut === true);
    if (keyword === undefined) return question;
    // "YES" itself does not opt in here: this may run twice for one message, and the second run would take it as an
    // answer.
    if (keyword === 'STOP') question.isOptedOut = true;
    else if (keyword === 'START' && optOutKeyword(event, false) === 'START') question.isOptedOut = false;
    return undefined;
  }

  /** Lets an open question leave without a reply when its time is over. */
  protected arm(question: Question): void {
    const ms = Math.max((question.expiresAt ?? 0) - this.ports.now(), 0);
    const expire = (): void => {
      void this.leave(question, (handler) => {
        handler.noReply(question);
      });
    };
    this.timers.set(question.id, this.ports.after(ms, expire));
  }

  /** Lets a question leave, once: first from the store, so that it does not leave again after a crash. */
  protected async leave(question: Question, use: (handler: QuestionHandler) => void): Promise<void> {
    if (!this.drop(question)) return;
    await remove(this.ports.store(), question).catch(this.report);
    const handler = this.ports.handler(question.nodeId);
    if (handler === undefined) {
      this.ports.warn(`A question to ${question.to} was dropped: the node ${question.nodeId} does not exist any more`);
    } else use(handler);
    void this.sendNext(pairOf(question));
  }

  /** @returns whether it was there */
  protected drop(question: Question): boolean {
    if (!this.queues.remove(question)) return false;
    this.timers.get(question.id)?.();
    this.timers.delete(question.id);
    return true;
  }

  protected save(question: Question): Promise<void> {
    return save(this.ports.store(), question, this.ports.format);
  }

  protected readonly report = (error: unknown): void => {
    this.ports.warn(error instanceof Error ? error.message : String(error));
  };
}
