import { randomUUID } from 'node:crypto';
import { createTimers, realClock } from './clock';
import { createFaults } from './faults';
import { createIds } from './ids';
import { createLog } from './log';
import { arrive } from './messages/inbound';
import { createOptOuts } from './messages/optout';
import { readPersonMessage } from './messages/receive';
import { messageView, type MessageRecord } from './messages/record';
import { createReplyLimit } from './messages/reply-limit';
import { newNumber, numberView, type NumberRecord } from './numbers';
import { accountRoutes } from './rest/account';
import { mediaRoutes } from './rest/media';
import { messageRoutes } from './rest/messages';
import { numberRoutes } from './rest/numbers';
import { createRest } from './rest/router';
import { createShelf } from './store';
import { SimulatorInputError, type Change, type Limits, type Simulator, type SimulatorOptions } from './types';
import { createWebhookSender } from './webhook';
import type { World } from './world';

export type { Clock } from './clock';
export * from './types';

const usualNumbers = ['+14155550100', '+442079460100'];
const mostNumbers = 1000;

/**
 * Twilio on this machine, for one account: the REST API behind `request`, and really signed webhooks over HTTP.
 *
 * ```ts
 * const simulator = createSimulator({ webhooks: () => ({ message: { url: 'http://127.0.0.1:1880/twilio/message' } }) });
 * await simulator.receiveMessage({ from: '+14155550123', to: '+14155550100', body: 'hello' });
 * simulator.state().messages; // the text, and what the webhook's TwiML answered
 * await simulator.close();
 * ```
 *
 * @throws SimulatorInputError when an own number is no E.164 number, or a limit is not at least 1
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const timers = createTimers(options.clock ?? realClock);
  const ids = createIds(options.seed ?? randomUUID());
  const limits = readLimits(options.limits);
  const accountSid = options.accountSid ?? `AC${ids.hex('account')}`;
  const authToken = options.authToken ?? ids.hex('auth token');
  const webhooks = options.webhooks ?? (() => ({}));
  const listeners = new Set<(change: Change) => void>();
  const running = new Set<Promise<unknown>>();
  let closed = false;

  const changed = (change: Change): void => {
    for (const listener of listeners) listener(change);
  };
  const log = createLog(limits.requests, ids, timers, (item) => {
    changed({ type: 'request', item });
  });
  const faults = createFaults((item) => {
    changed({ type: 'faults', item });
  });
  const numbers = createShelf<NumberRecord>(mostNumbers);
  for (const number of new Set(options.numbers ?? usualNumbers)) numbers.add(newNumber(number, ids.sid('PN'), timers.now()));

  const world: World = {
    accountSid,
    authToken,
    createdAt: timers.now(),
    advancedOptOut: options.advancedOptOut ?? false,
    ids,
    timers,
    faults,
    log,
    numbers,
    // A message that is on its way goes on when it is forgotten; one that waits for its day does not.
    messages: createShelf<MessageRecord>(limits.messages, (record) => {
      if (record.view.status === 'scheduled') record.cancel();
    }),
    optOuts: createOptOuts(),
    replies: createReplyLimit(timers),
    sender: createWebhookSender({ authToken, ids, timers, faults, log, webhooks }),
    webhooks,
    arrive: (message) => arrive(world, message),
    changed,
    background(work) {
      running.add(work);
      const done = (): void => {
        running.delete(work);
      };
      work.then(done, done);
    },
  };
  const answer = createRest(world, [...messageRoutes, ...mediaRoutes, ...numberRoutes, ...accountRoutes]);

  return {
    accountSid,
    authToken,
    async request(request) {
      if (closed) throw Object.assign(new Error('The simulator is closed.'), { code: 'ECONNREFUSED' });
      return answer(request);
    },
    state: () => ({
      accountSid,
      numbers: numbers.all().map((number) => numberView(world, number)),
      messages: world.messages.all().map(messageView),
      calls: [],
      recordings: [],
      verifications: [],
      requests: log.all(),
      faults: faults.current(),
    }),
    subscribe(listener) {
      const entry = (change: Change): void => {
        listener(change);
      };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    async receiveMessage(message) {
      if (closed) throw new SimulatorInputError('The simulator is closed.');
      const arrival = world.arrive(readPersonMessage(world, message));
      world.background(arrival);
      return messageView(await arrival);
    },
    setFaults: (given) => faults.set(given),
    async settled() {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
    async close() {
      changed({ type: 'closed', item: null });
      listeners.clear();
      closed = true;
      timers.clear();
      world.sender.close();
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}

function readLimits(given: Partial<Limits> = {}): Limits {
  const limits: Limits = { messages: given.messages ?? 500, requests: given.requests ?? 500 };
  for (const [name, limit] of Object.entries(limits)) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new SimulatorInputError(`The limit of ${name} must be a whole number of at least 1.`);
    }
  }
  return limits;
}
