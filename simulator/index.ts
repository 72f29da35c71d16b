import { createAudit } from './usage/audit';
import { randomUUID } from 'node:crypto';
import { personAction } from './voice/person-action';
import { placeCall } from './voice/inbound-call';
import { callView } from './voice/call';
import { endCall } from './voice/call-status';
import { VERBS } from './voice/verbs/index';
import { createTimers, realClock } from './core/clock';
import { createFaults } from './core/faults';
import { createSeedData } from './seed-data';
import { createIds } from './core/ids';
import { createLog } from './core/request-log';
import { createMediaStore } from './messaging/media';
import { receiveMessage } from './messaging/inbound-message';
import { createOptOuts } from './messaging/opt-outs';
import { markMessageRead } from './messaging/outbound-message';
import { readPersonMessage } from './messaging/person-message';
import { forgetMessage, messageView } from './messaging/message';
import { createReplyLimit } from './messaging/reply-limit';
import { createServiceWindows } from './messaging/service-windows';
import { MAX_NUMBERS, newNumber, numberView } from './numbering/own-numbers';
import { wavOf } from './voice/recordings/audio';
import { MAX_QUEUES, queueView } from './voice/queue';
import { createRest } from './rest/router';
import { routes } from './rest/routes';
import { createBoundedStore } from './core/bounded-store';
import { streamView } from './voice/streams/stream';
import { createStreamSockets } from './voice/streams/socket';
import type { Change, Simulator } from './model/simulator';
import { createUsage } from './usage/usage';
import { createWebhookSender } from './protocol/webhook-sender';
import type { SimulatorContext } from './model/context';
import { SimulatorInputError } from './core/input-error';
import type { Limits, SimulatorOptions } from './model/options';
import type { NumberRecord } from './model/numbers';
import type { RecordingRecord, TranscriptionRecord } from './model/recording-records';
import type { StreamRecord } from './model/stream-records';
import type { CallRecord, QueueRecord } from './model/call-records';
import type { MessageRecord } from './model/message-records';

export type { Clock } from './core/clock';
export { SimulatorInputError } from './core/input-error';
export type { Faults } from './core/faults';
export type { SimulatedRequest } from './core/request-log';
export type * from './model/calls';
export type * from './model/messages';
export type { SimulatedNumber } from './model/numbers';
export type * from './model/options';
export type * from './model/simulator';
export type * from './model/streams';
export type * from './model/verifications';

const DEFAULT_NUMBERS = ['+14155550100', '+442079460100'];

/**
 * Twilio on this machine, for one account: the REST API in `request`, and signed webhooks over HTTP.
 *
 * ```ts
 * const simulator = createSimulator({ webhooks: () => ({ message: { url: 'http://127.0.0.1:1880/twilio/message' } }) });
 * await simulator.receiveMessage({ from: '+14155550123', to: '+14155550100', body: 'hello' });
 * simulator.state().messages; // the message, and the replies of the webhook's TwiML
 * await simulator.close();
 * ```
 *
 * @throws SimulatorInputError for an own number that is not E.164, and a limit below 1
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

  const usage = createUsage(timers, () => context);
  const changed = (change: Change): void => {
    usage.onChange(change);
    for (const listener of listeners) listener(change);
  };
  const log = createLog(limits.requests, ids, timers, (item) => {
    changed({ type: 'request', item });
  });
  const faults = createFaults((item) => {
    changed({ type: 'faults', item });
  });
  const numbers = createBoundedStore<NumberRecord>(MAX_NUMBERS);
  for (const number of new Set(options.numbers ?? DEFAULT_NUMBERS))
    numbers.add(newNumber(number, ids.sid('PN'), timers.now()));

  const context: SimulatorContext = {
    accountSid,
    authToken,
    createdAt: timers.now(),
    advancedOptOut: options.advancedOptOut ?? false,
    ids,
    timers,
    faults,
    log,
    numbers,
    // A removed message is still delivered, unless it is scheduled.
    messages: createBoundedStore<MessageRecord>(limits.messages, (record) => {
      if (record.view.status === 'scheduled') record.cancel();
      forgetMessage(context, record);
    }),
    media: createMediaStore(),
    calls: createBoundedStore<CallRecord>(limits.calls, (call) => {
      endCall(context, call, call.answeredAt === undefined ? 'canceled' : 'completed');
    }),
    recordings: createBoundedStore<RecordingRecord>(limits.recordings),
    transcriptions: createBoundedStore<TranscriptionRecord>(limits.transcriptions),
    queues: createBoundedStore<QueueRecord>(MAX_QUEUES),
    streams: createBoundedStore<StreamRecord>(limits.streams),
    ...createSeedData(options, ids, timers, limits.verifications),
    usage,
    audit: createAudit(accountSid, ids, timers),
    answerAfter: options.answerAfter ?? 2000,
    voiceVerbs: VERBS,
    optOuts: createOptOuts(),
    serviceWindows: createServiceWindows(timers),
    replyLimit: createReplyLimit(timers),
    sender: createWebhookSender({ authToken, ids, timers, faults, log, webhooks }),
    sockets: createStreamSockets({ authToken, timers, log, webhooks }),
    webhooks,
    receiveMessage: (message) => receiveMessage(context, message),
    publish: changed,
    track(work) {
      running.add(work);
      const done = (): void => {
        running.delete(work);
      };
      work.then(done, done);
    },
  };
  const answer = createRest(context, routes);
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
      numbers: numbers.all().map((number) => numberView(context, number)),
      messages: context.messages.all().map(messageView),
      calls: context.calls.all().map(callView),
      recordings: context.recordings.all().map(({ view }) => ({ ...view })),
      transcriptions: context.transcriptions.all().map(({ view }) => ({ ...view })),
      queues: context.queues.all().map(queueView),
      streams: context.streams.all().map(streamView),
      verifications: context.verifications.all().map(({ view }) => ({ ...view })),
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
      const arrival = context.receiveMessage(readPersonMessage(context, message));
      context.track(arrival);
      return messageView(await arrival);
    },
    async markRead(sid) {
      assertOpen();
      const record = context.messages.get(sid);
      // Two phone pages can show the message. The callback is sent once.
      if (record?.view.status === 'read') return messageView(record);
      if (record === undefined || !(await markMessageRead(context, record))) {
        throw new SimulatorInputError('Only a delivered WhatsApp message to a person can be read.');
      }
      return messageView(record);
    },
    async placeCall(personCall) {
      assertOpen();
      const call = placeCall(context, personCall);
      await call.lastTwimlRequest;
      return callView(call);
    },
    async actOnCall(sid, act) {
      assertOpen();
      const call = context.calls.get(sid);
      if (call === undefined) throw new SimulatorInputError('There is no such call.');
      const { lastTwimlRequest } = call;
      personAction(context, call, act);
      // Does not wait for an earlier request.
      await Promise.all([
        call.lastTwimlRequest === lastTwimlRequest ? undefined : call.lastTwimlRequest,
        call.lastCallback,
      ]);
      return callView(call);
    },
    bytesOf(sid) {
      const recording = context.recordings.get(sid);
      return recording === undefined ? context.media.get(sid) : { bytes: wavOf(recording), contentType: 'audio/wav' };
    },
    setFaults: (changes) => faults.set(changes),
    async settled() {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
    async close() {
      changed({ type: 'closed', item: null });
      listeners.clear();
      closed = true;
      timers.clear();
      context.sender.close();
      await context.sockets.close();
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
