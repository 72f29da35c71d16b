import { createAudit } from './audit/audit';
import { randomUUID } from 'node:crypto';
import { actOn } from './calls/act';
import { placeCall } from './calls/inbound';
import { callView, type CallRecord } from './calls/record';
import { endCall } from './calls/status';
import { verbs } from './calls/verbs';
import { createTimers, realClock } from './clock';
import { createFaults } from './faults';
import { createHoldings } from './holdings';
import { createIds } from './ids';
import { createLog } from './log';
import { createMediaStore } from './media';
import { arrive } from './messages/inbound';
import { createOptOuts } from './messages/optout';
import { readMessage } from './messages/outbound';
import { readPersonMessage } from './messages/receive';
import { forgetMessage, messageView, type MessageRecord } from './messages/record';
import { createReplyLimit } from './messages/reply-limit';
import { createSessions } from './messages/session';
import { mostNumbers, newNumber, numberView, type NumberRecord } from './numbers';
import { wavOf } from './recordings/audio';
import { mostQueues, queueView, type QueueRecord } from './queues/queue';
import type { RecordingRecord, TranscriptionRecord } from './recordings/record';
import { createRest } from './rest/router';
import { routes } from './rest/routes';
import { createShelf } from './store';
import { streamView, type StreamRecord } from './streams/record';
import { createStreamSockets } from './streams/socket';
import { SimulatorInputError, type Change, type Limits, type Simulator, type SimulatorOptions } from './types';
import { createUsage } from './usage/usage';
import { createWebhookSender } from './webhook';
import type { World } from './world';

export type { Clock } from './clock';
export * from './types';

const usualNumbers = ['+14155550100', '+442079460100'];

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

  const usage = createUsage(timers, () => world);
  const changed = (change: Change): void => {
    usage.hear(change);
    for (const listener of listeners) listener(change);
  };
  const log = createLog(limits.requests, ids, timers, (item) => {
    changed({ type: 'request', item });
  });
  const faults = createFaults((item) => {
    changed({ type: 'faults', item });
  });
  const numbers = createShelf<NumberRecord>(mostNumbers);
  for (const number of new Set(options.numbers ?? usualNumbers))
    numbers.add(newNumber(number, ids.sid('PN'), timers.now()));

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
      forgetMessage(world, record);
    }),
    media: createMediaStore(),
    calls: createShelf<CallRecord>(limits.calls, (call) => {
      endCall(world, call, call.answeredAt === undefined ? 'canceled' : 'completed');
    }),
    recordings: createShelf<RecordingRecord>(limits.recordings),
    transcriptions: createShelf<TranscriptionRecord>(limits.transcriptions),
    queues: createShelf<QueueRecord>(mostQueues),
    streams: createShelf<StreamRecord>(limits.streams),
    ...createHoldings(options, ids, timers, limits.verifications),
    usage,
    audit: createAudit(accountSid, ids, timers),
    answerAfter: options.answerAfter ?? 2000,
    voiceVerbs: verbs,
    optOuts: createOptOuts(),
    sessions: createSessions(timers),
    replies: createReplyLimit(timers),
    sender: createWebhookSender({ authToken, ids, timers, faults, log, webhooks }),
    sockets: createStreamSockets({ authToken, timers, log, webhooks }),
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
  const answer = createRest(world, routes);
  const assertOpen = (): void => {
    if (closed) throw new SimulatorInputError('The simulator is closed.');
  };

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
      calls: world.calls.all().map(callView),
      recordings: world.recordings.all().map(({ view }) => ({ ...view })),
      transcriptions: world.transcriptions.all().map(({ view }) => ({ ...view })),
      queues: world.queues.all().map(queueView),
      streams: world.streams.all().map(streamView),
      verifications: world.verifications.all().map(({ view }) => ({ ...view })),
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
      assertOpen();
      const arrival = world.arrive(readPersonMessage(world, message));
      world.background(arrival);
      return messageView(await arrival);
    },
    async markRead(sid) {
      assertOpen();
      const record = world.messages.get(sid);
      // Two pages may show it; that it was read is told once.
      if (record?.view.status === 'read') return messageView(record);
      if (record === undefined || !(await readMessage(world, record))) {
        throw new SimulatorInputError('Only a WhatsApp message that was delivered to a person can be read.');
      }
      return messageView(record);
    },
    async placeCall(given) {
      assertOpen();
      const call = placeCall(world, given);
      await call.asked;
      return callView(call);
    },
    async actOnCall(sid, act) {
      assertOpen();
      const call = world.calls.get(sid);
      if (call === undefined) throw new SimulatorInputError('There is no such call.');
      const { asked } = call;
      actOn(world, call, act);
      // What was asked before is answered in its own time.
      await Promise.all([call.asked === asked ? undefined : call.asked, call.posted]);
      return callView(call);
    },
    bytesOf(sid) {
      const recording = world.recordings.get(sid);
      return recording === undefined ? world.media.get(sid) : { bytes: wavOf(recording), contentType: 'audio/wav' };
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
      await world.sockets.close();
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}

function readLimits(given: Partial<Limits> = {}): Limits {
  const limits: Limits = {
    messages: given.messages ?? 500,
    requests: given.requests ?? 500,
    calls: given.calls ?? 200,
    recordings: given.recordings ?? 200,
    transcriptions: given.transcriptions ?? 200,
    streams: given.streams ?? 200,
    verifications: given.verifications ?? 200,
  };
  for (const [name, limit] of Object.entries(limits)) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new SimulatorInputError(`The limit of ${name} must be a whole number of at least 1.`);
    }
  }
  return limits;
}
