import assert from 'node:assert/strict';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { messageEvent, type MessageEvent } from '../../../lib/events/message';
import { messageStatusEvent } from '../../../lib/events/message-status';
import type { Question } from '../../../lib/messages/question';
import type { QuestionPorts } from '../../../lib/messages/question-ports';
import { Questions } from '../../../lib/messages/questions';
import { MemoryStore } from '../../../lib/store/memory-store';
import type { Json } from '../../../lib/store/store';

const PERSON = '+14155550123';
const OWN = '+14155550100';

interface Happened {
  what: 'replied' | 'no-reply' | 'not-delivered' | 'failed';
  msg: unknown;
  detail?: unknown;
}

const code = (expected: string) => (error: unknown) => Reflect.get(Object(error), 'code') === expected;
const text = (Body: string, more: Record<string, string> = {}): MessageEvent =>
  messageEvent({ MessageSid: 'SM1', From: PERSON, To: OWN, Body, ...more });
const delivery = (MessageSid: string, MessageStatus: string) =>
  messageStatusEvent({ MessageSid, MessageStatus, From: OWN, To: PERSON });
const refusal = (status: number, twilioCode: number, ours: TwilioError['code']) =>
  new TwilioError(ours, 'refused', { status, twilioCode, hint: '' });

/** Lets everything run that does not wait for time. */
const settle = () => new Promise(setImmediate);

describe('the questions that wait for a reply', () => {
  let store: MemoryStore;
  let now: number;
  let timers: { at: number; run: () => void }[];
  let happened: Happened[];
  let sent: unknown[];
  let warnings: string[];
  let received: MessageEvent[];
  let exists: boolean;
  /** How Twilio answers a request to send. */
  let send: (question: Question) => Promise<{ messageSid: string }>;
  let questions: Questions;

  const create = (): Questions => {
    const note = (what: Happened['what'], { msg }: Question, detail?: unknown) => {
      happened.push({ what, msg, ...(detail === undefined ? {} : { detail }) });
    };
    const ports: QuestionPorts = {
      store: () => store,
      format: { toJson: (msg) => msg as Json, fromJson: (json) => json },
      now: () => now,
      after(ms, run) {
        const timer = { at: now + ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
      send: (question) => send(question),
      received: () => Promise.resolve(received),
      handler: () =>
        exists
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
      warn: (sentence) => warnings.push(sentence),
    };
    return new Questions(ports);
  };
  const pass = async (ms: number) => {
    now += ms;
    for (const timer of timers.filter(({ at }) => at <= now)) timer.run();
    await settle();
  };
  /** The process ends without a warning, and starts again. */
  const restart = async () => {
    timers = [];
    questions = create();
    await questions.restore();
    await settle();
  };
  const ask = async (msg: string, more: Partial<{ to: string; own: string; maxWaitMs: number }> = {}) => {
    await questions.ask({ nodeId: 'ask', to: PERSON, own: OWN, request: {}, maxWaitMs: 60_000, msg, ...more });
    await settle();
  };
  const kept = async () => {
    const found = [];
    for await (const [key] of store.list('')) found.push(key);
    return found.length;
  };

  beforeEach(() => {
    store = new MemoryStore();
    now = 1_700_000_000_000;
    timers = [];
    happened = [];
    sent = [];
    warnings = [];
    received = [];
    exists = true;
    send = ({ msg }) => {
      sent.push(msg);
      return Promise.resolve({ messageSid: `SM-${String(msg)}` });
    };
    questions = create();
  });

  it('leave once with the reply', async () => {
    await ask('coming?');
    assert.equal(questions.claimant(text('yes')), 'ask');
    await questions.reply(text('yes'));
    await questions.reply(text('yes'));
    await pass(60_000);
    assert.deepEqual(happened, [{ what: 'replied', msg: 'coming?', detail: 'yes' }]);
    assert.equal(await kept(), 0);
    assert.equal(questions.claimant(text('yes')), undefined);
  });

  it('take replies only of the person and the number that were asked', async () => {
    await ask('coming?');
    assert.equal(questions.claimant(text('yes', { From: '+14155550199' })), undefined);
    assert.equal(questions.claimant(text('yes', { To: '+14155550199' })), undefined);
    assert.equal(questions.claimant(text('yes', { From: `whatsapp:${PERSON}`, To: `whatsapp:${OWN}` })), undefined);
  });

  it('take the reply to any number of the Messaging Service that asked', async () => {
    const service = `MG${'1'.repeat(32)}`;
    await ask('coming?', { own: service });
    assert.equal(questions.claimant(text('yes')), undefined);
    assert.equal(questions.claimant(text('yes', { MessagingServiceSid: service })), 'ask');
  });

  for (const word of ['STOP', ' stop ', 'Unsubscribe', 'CANCEL', 'START', 'Unstop\n', 'HELP', 'info']) {
    it(`do not take ${JSON.stringify(word)}, which Twilio handles itself`, async () => {
      await ask('coming?');
      assert.equal(questions.claimant(text(word)), undefined);
      await questions.reply(text(word));
      assert.deepEqual(happened, []);
      assert.equal(questions.claimant(text(`${word} please`)), 'ask');
    });
  }

  for (const type of ['STOP', 'START', 'HELP']) {
    it(`do not take a word that Advanced Opt-Out marks as ${type}`, async () => {
      await ask('coming?');
      assert.equal(questions.claimant(text('basta', { OptOutType: type })), undefined);
      assert.equal(questions.claimant(text('basta')), 'ask');
    });
  }

  it('take YES, which opts in only after an opt-out', async () => {
    await ask('coming?');
    assert.equal(questions.claimant(text('YES', { OptOutType: 'START' })), 'ask');
    assert.equal(questions.claimant(text('stop')), undefined);
    assert.equal(questions.claimant(text('yes')), undefined);
    assert.equal(questions.claimant(text('yes')), undefined);
    assert.equal(questions.claimant(text('no')), 'ask');
    assert.equal(questions.claimant(text('start')), undefined);
    assert.equal(questions.claimant(text('yes')), 'ask');
  });

  it('leave without a reply when the wait is over', async () => {
    await ask('coming?');
    await pass(59_999);
    assert.deepEqual(happened, []);
    await pass(1);
    assert.deepEqual(happened, [{ what: 'no-reply', msg: 'coming?' }]);
    assert.equal(await kept(), 0);
  });

  it('wait for their turn, and are sent when the one before is done', async () => {
    await ask('first');
    await ask('second');
    await ask('other person', { to: '+14155550177' });
    assert.deepEqual(sent, ['first', 'other person']);
    await questions.reply(text('one'));
    await settle();
    assert.deepEqual(sent, ['first', 'other person', 'second']);
    await questions.reply(text('two'));
    assert.deepEqual(
      happened.map(({ msg, detail }) => [msg, detail]),
      [
        ['first', 'one'],
        ['second', 'two'],
      ],
    );
  });

  it('are bounded for one person, and nothing is sent then', async () => {
    for (let count = 0; count < 100; count += 1) await ask(`question ${count}`);
    await assert.rejects(ask('one too many'), code('TOO_MANY_QUESTIONS'));
    assert.equal(questions.waitingIn('ask'), 100);
    assert.equal(await kept(), 100);
  });

  it('are not sent when they cannot be kept', async () => {
    store.put = () => Promise.reject(new TwilioError('STORE_FULL', 'full', { hint: '' }));
    await assert.rejects(ask('coming?'), code('STORE_FULL'));
    assert.deepEqual(sent, []);
    assert.equal(questions.waitingIn('ask'), 0);
  });

  for (const status of ['undelivered', 'failed']) {
    it(`leave as not delivered when the message is ${status}, and the next one is asked`, async () => {
      await ask('first');
      await ask('second');
      await questions.status(delivery('SM-first', 'delivered'));
      await questions.status(delivery('SM-first', status));
      await settle();
      assert.deepEqual(happened, [{ what: 'not-delivered', msg: 'first', detail: status }]);
      assert.deepEqual(sent, ['first', 'second']);
    });
  }

  it('leave as not delivered when the callback is faster than the answer of the request', async () => {
    let done: ((value: { messageSid: string }) => void) | undefined;
    send = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    await ask('coming?');
    await questions.status(delivery('SM9', 'failed'));
    done?.({ messageSid: 'SM9' });
    await settle();
    assert.deepEqual(happened, [{ what: 'not-delivered', msg: 'coming?', detail: 'failed' }]);
  });

  it('take a reply that is faster than the answer of the request', async () => {
    let done: ((value: { messageSid: string }) => void) | undefined;
    send = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    await ask('coming?');
    await questions.reply(text('yes'));
    done?.({ messageSid: 'SM9' });
    await settle();
    await pass(60_000);
    assert.deepEqual(happened, [{ what: 'replied', msg: 'coming?', detail: 'yes' }]);
    assert.equal(await kept(), 0);
  });

  for (const [what, error, expected] of [
    ['a rejected message', refusal(400, 21610, 'OPTED_OUT'), { what: 'not-delivered', detail: 'OPTED_OUT' }],
    [
      'wrong credentials',
      refusal(401, 20003, 'INVALID_CREDENTIALS'),
      { what: 'failed', detail: 'INVALID_CREDENTIALS' },
    ],
    ['too many requests', refusal(429, 20429, 'RATE_LIMITED'), { what: 'failed', detail: 'RATE_LIMITED' }],
    [
      'a lost answer',
      new TwilioError('UNKNOWN_OUTCOME', 'lost', { hint: '' }),
      { what: 'failed', detail: 'UNKNOWN_OUTCOME' },
    ],
  ] as const) {
    it(`leave once after ${what}`, async () => {
      send = () => Promise.reject(error);
      await ask('coming?');
      assert.deepEqual(happened, [{ msg: 'coming?', ...expected }]);
      assert.equal(await kept(), 0);
    });
  }

  it('are sent after a deployment that has stopped them', async () => {
    const usual = send;
    send = () => Promise.reject(new TwilioError('FLOW_STOPPED', 'stopped', { hint: '' }));
    await ask('coming?');
    assert.deepEqual(happened, []);
    send = usual;
    questions.resume();
    await settle();
    assert.deepEqual(sent, ['coming?']);
  });

  it('are dropped with a warning when their node is gone', async () => {
    await ask('coming?');
    exists = false;
    await questions.reply(text('yes'));
    assert.match(warnings.join(), /the node ask does not exist any more/);
    assert.equal(await kept(), 0);
  });

  describe('after a restart', () => {
    it('wait on, and are not asked again', async () => {
      await ask('coming?');
      now += 30_000;
      await restart();
      await questions.reply(text('yes'));
      assert.deepEqual(happened, [{ what: 'replied', msg: 'coming?', detail: 'yes' }]);
      assert.deepEqual(sent, ['coming?']);
    });

    it('leave at once when the wait is over, and the queue goes on', async () => {
      await ask('first');
      await ask('second');
      now += 60_001;
      timers = [];
      questions = create();
      await questions.restore();
      await pass(0);
      assert.deepEqual(happened, [{ what: 'no-reply', msg: 'first' }]);
      assert.deepEqual(sent, ['first', 'second']);
    });

    it('wait for the rest of the time only', async () => {
      await ask('coming?');
      now += 50_000;
      await restart();
      await pass(9_999);
      assert.deepEqual(happened, []);
      await pass(1);
      assert.deepEqual(happened, [{ what: 'no-reply', msg: 'coming?' }]);
    });

    it('are reported when it is not known whether they were sent, and are never sent again', async () => {
      send = ({ msg }) => {
        sent.push(msg);
        return new Promise(() => undefined);
      };
      await ask('coming?');
      await restart();
      assert.deepEqual(happened, [{ what: 'failed', msg: 'coming?', detail: 'UNKNOWN_OUTCOME' }]);
      await restart();
      assert.deepEqual([sent.length, happened.length, await kept()], [1, 1, 0]);
    });

    it('take the reply that came in the meantime, and only the first one that is an answer', async () => {
      await ask('coming?');
      received = [text('HELP'), text('yes'), text('no')];
      await restart();
      assert.deepEqual(happened, [{ what: 'replied', msg: 'coming?', detail: 'yes' }]);
    });

    it('wait on when the messages cannot be fetched', async () => {
      await ask('coming?');
      Object.defineProperty(received, 'find', {
        value: () => {
          throw new Error('no network');
        },
      });
      await restart();
      assert.deepEqual(warnings, ['no network']);
      await questions.reply(text('yes'));
      assert.equal(happened.length, 1);
    });
  });
});
