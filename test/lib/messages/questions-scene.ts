/** Questions to people, with a clock and a Twilio that the test moves. */
import { TwilioError } from '../../../lib/errors/twilio-error';
import { messageEvent, type MessageEvent } from '../../../lib/events/message';
import type { Question } from '../../../lib/messages/question';
import type { QuestionPorts } from '../../../lib/messages/question-ports';
import { Questions } from '../../../lib/messages/questions';
import { MemoryStore } from '../../../lib/store/memory-store';
import type { Json } from '../../../lib/store/store';

export const PERSON = '+14155550123';
export const OWN = '+14155550100';

/** What became of a question. */
interface Happened {
  what: 'replied' | 'no-reply' | 'not-delivered' | 'failed';
  msg: unknown;
  detail?: unknown;
}

/** A message of a person. */
export const text = (Body: string, more: Record<string, string> = {}): MessageEvent =>
  messageEvent({ MessageSid: 'SM1', From: PERSON, To: OWN, Body, ...more });

/** Lets everything run that does not wait for time. */
export const settle = () => new Promise(setImmediate);

/** What the test sees of the questions, and what it can change. */
class QuestionScene {
  store = new MemoryStore();
  now = 1_700_000_000_000;
  timers: { at: number; run: () => void }[] = [];
  happened: Happened[] = [];
  sent: unknown[] = [];
  warnings: string[] = [];
  received: MessageEvent[] = [];
  /** Whether the node that asks exists. */
  exists = true;
  /** How Twilio answers a request to send. */
  send = ({ msg }: Question): Promise<{ messageSid: string }> => {
    this.sent.push(msg);
    return Promise.resolve({ messageSid: `SM-${String(msg)}` });
  };
  questions = this.create();

  create(): Questions {
    const note = (what: Happened['what'], { msg }: Question, detail?: unknown) => {
      this.happened.push({ what, msg, ...(detail === undefined ? {} : { detail }) });
    };
    const ports: QuestionPorts = {
      store: () => this.store,
      format: { toJson: (msg) => msg as Json, fromJson: (json) => json },
      now: () => this.now,
      after: (ms, run) => {
        const timer = { at: this.now + ms, run };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((other) => other !== timer);
        };
      },
      send: (question) => this.send(question),
      received: () => Promise.resolve(this.received),
      handler: () =>
        this.exists
          ? {
              replied: (question, { body }) => {
                note('replied', question, body);
              },
              noReply: (question) => {
                note('no-reply', question);
              },
              notDelivered: (question, reason) => {
                note('not-delivered', question, reason instanceof TwilioError ? reason.code : reason.status);
              },
              failed: (question, error) => {
                note('failed', question, Reflect.get(error, 'code'));
              },
            }
          : undefined,
      warn: (sentence) => this.warnings.push(sentence),
    };
    return new Questions(ports);
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    for (const timer of this.timers.filter(({ at }) => at <= this.now)) timer.run();
    await settle();
  }

  /** The process ends without a warning, and starts again. */
  async restart(): Promise<void> {
    this.timers = [];
    this.questions = this.create();
    await this.questions.restore();
    await settle();
  }

  async ask(msg: string, more: Partial<{ to: string; own: string; maxWaitMs: number }> = {}): Promise<void> {
    await this.questions.ask({ nodeId: 'ask', to: PERSON, own: OWN, request: {}, maxWaitMs: 60_000, msg, ...more });
    await settle();
  }

  /** How many entries are in the store. */
  async kept(): Promise<number> {
    const found = [];
    for await (const [key] of this.store.list('')) found.push(key);
    return found.length;
  }
}

/** A new scene for a test. */
export const questionScene = (): QuestionScene => new QuestionScene();
export type { QuestionScene };
