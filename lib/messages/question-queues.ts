import { TwilioError } from '../errors/twilio-error';
import { pairOf, type Question } from './question';

/** The most questions of one pair, the open one included, and of an account. */
const MAX_QUESTIONS_PER_PAIR = 100;
const MAX_QUESTIONS = 10_000;

/** The questions of an account, by pair. The first one of a pair is sent or open, and the others wait for their turn. */
export class QuestionQueues {
  private readonly queues = new Map<string, Question[]>();
  private count = 0;

  all(): Question[] {
    return [...this.queues.values()].flat();
  }

  /** The first question of each pair. */
  heads(): Question[] {
    return [...this.queues.values()].flatMap(([first]) => first ?? []);
  }

  pairs(): string[] {
    return [...this.queues.keys()];
  }

  /** The first question of a pair. */
  head(pair: string): Question | undefined {
    return this.queues.get(pair)?.[0];
  }

  has(question: Question): boolean {
    return this.queues.get(pairOf(question))?.includes(question) === true;
  }

  /** @throws {TwilioError} `TOO_MANY_QUESTIONS` when there is no room for one more */
  assertRoom(question: Pick<Question, 'to' | 'own'>): void {
    const length = this.queues.get(pairOf(question))?.length ?? 0;
    if (length < MAX_QUESTIONS_PER_PAIR && this.count < MAX_QUESTIONS) return;
    throw new TwilioError('TOO_MANY_QUESTIONS', `There are too many questions without a reply to ${question.to}`, {
      hint: `A person can have ${MAX_QUESTIONS_PER_PAIR} questions, and an account ${MAX_QUESTIONS}. Ask less often, or wait a shorter time.`,
    });
  }

  /** Adds a question after the others of its pair. */
  add(question: Question): void {
    const pair = pairOf(question);
    this.queues.set(pair, [...(this.queues.get(pair) ?? []), question]);
    this.count += 1;
  }

  /** @returns whether it was there */
  remove(question: Question): boolean {
    if (!this.has(question)) return false;
    const pair = pairOf(question);
    const rest = (this.queues.get(pair) ?? []).filter((other) => other !== question);
    if (rest.length === 0) this.queues.delete(pair);
    else this.queues.set(pair, rest);
    this.count -= 1;
    return true;
  }

  clear(): void {
    this.queues.clear();
    this.count = 0;
  }
}
