import { randomUUID } from 'node:crypto';
import { createBoundedStore } from '../core/bounded-store';
import { createTimers, realClock } from '../core/clock';
import { createFaults } from '../core/faults';
import { createIds } from '../core/ids';
import { SimulatorInputError } from '../core/input-error';
import { createLog } from '../core/request-log';
import { receiveMessage } from '../messaging/inbound-message';
import { createMediaStore } from '../messaging/media';
import { forgetMessage } from '../messaging/message';
import { createOptOuts } from '../messaging/opt-outs';
import { createReplyLimit } from '../messaging/reply-limit';
import { createServiceWindows } from '../messaging/service-windows';
import { MAX_NUMBERS, newCallerId, newNumber } from '../numbering/own-numbers';
import { createWebhookSender } from '../protocol/webhook-sender';
import { createAudit } from '../usage/audit';
import { createUsage } from '../usage/usage';
import { endCall } from '../voice/call-status';
import { endConference, MAX_CONFERENCES } from '../voice/conferences/conference';
import { MAX_QUEUES } from '../voice/queue';
import { createStreamSockets } from '../voice/streams/socket';
import { VERBS } from '../voice/verbs/index';
import { createSeedData } from './seed-data';
import type { CallRecord, QueueRecord } from '../model/call-records';
import type { ConferenceRecord } from '../model/conference-records';
import type { SimulatorContext } from '../model/context';
import type { MessageRecord } from '../model/message-records';
import type { CallerIdRecord, NumberRecord } from '../model/numbers';
import type { Limits, SimulatorOptions } from '../model/options';
import type { RecordingRecord, TranscriptionRecord } from '../model/recording-records';
import type { Change } from '../model/simulator';
import type { RelayRecord } from '../model/relay-records';
import type { StreamRecord } from '../model/stream-records';

const DEFAULT_NUMBERS = ['+14155550100', '+442079460100'];

const DEFAULT_CALLER_IDS = ['+14155550190'];

/** Where the context sends changes and background work. */
export interface ContextListeners {
  onChange(change: Change): void;
  track(work: Promise<unknown>): void;
}

/**
 * Creates the stores and services of a simulator from its options.
 * @throws SimulatorInputError for an invalid number, SID or limit
 */
export function createContext(options: SimulatorOptions, { onChange, track }: ContextListeners): SimulatorContext {
  const timers = createTimers(options.clock ?? realClock);
  const ids = createIds(options.seed ?? randomUUID());
  const limits = readLimits(options.limits);
  const accountSid = options.accountSid ?? `AC${ids.hex('account')}`;
  const authToken = options.authToken ?? ids.hex('auth token');
  const webhooks = options.webhooks ?? (() => ({}));
  const usage = createUsage(timers, () => context);
  const publish = (change: Change): void => {
    usage.onChange(change);
    onChange(change);
  };
  const log = createLog(limits.requests, ids, timers, (item) => {
    publish({ type: 'request', item });
  });
  const faults = createFaults((item) => {
    publish({ type: 'faults', item });
  });
  const numbers = createBoundedStore<NumberRecord>(MAX_NUMBERS);
  for (const number of new Set(options.numbers ?? DEFAULT_NUMBERS))
    numbers.add(newNumber(number, ids.sid('PN'), timers.now()));
  const callerIds = createBoundedStore<CallerIdRecord>(MAX_NUMBERS);
  for (const number of new Set(options.callerIds ?? DEFAULT_CALLER_IDS))
    callerIds.add(newCallerId(number, `PN${ids.hex(`caller ID ${number}`)}`, timers.now()));

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
    callerIds,
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
    conferences: createBoundedStore<ConferenceRecord>(MAX_CONFERENCES, (conference) => {
      endConference(context, conference, 'conference-ended-via-api');
    }),
    streams: createBoundedStore<StreamRecord>(limits.streams),
    relays: createBoundedStore<RelayRecord>(limits.relays),
    ...createSeedData(options, ids, timers, limits.verifications),
    usage,
    audit: createAudit(accountSid, ids, timers),
    savesSilentRecordings: () => options.silentRecordings?.() === 'save',
    answerAfterMs: options.answerAfterMs ?? 2000,
    voiceVerbs: VERBS,
    optOuts: createOptOuts(),
    serviceWindows: createServiceWindows(timers),
    replyLimit: createReplyLimit(timers),
    sender: createWebhookSender({ authToken, ids, timers, faults, log, webhooks }),
    sockets: createStreamSockets({ authToken, timers, log, webhooks }),
    webhooks,
    receiveMessage: (message) => receiveMessage(context, message),
    publish,
    track,
  };
  return context;
}

function readLimits(given: Partial<Limits> = {}): Limits {
  const limits: Limits = {
    messages: given.messages ?? 500,
    requests: given.requests ?? 500,
    calls: given.calls ?? 200,
    recordings: given.recordings ?? 200,
    transcriptions: given.transcriptions ?? 200,
    streams: given.streams ?? 200,
    relays: given.relays ?? 200,
    verifications: given.verifications ?? 200,
  };
  for (const [name, limit] of Object.entries(limits)) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new SimulatorInputError(`The limit of ${name} must be a whole number of at least 1.`);
    }
  }
  return limits;
}
