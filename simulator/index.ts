import { personAction } from './voice/person-action';
import { placeCall } from './voice/inbound-call';
import { callView } from './voice/call';
import { markMessageRead } from './messaging/outbound-message';
import { readPersonMessage } from './messaging/person-message';
import { messageView } from './messaging/message';
import { numberView } from './numbering/own-numbers';
import { wavOf } from './voice/recordings/audio';
import { queueView } from './voice/queue';
import { conferenceView } from './voice/conferences/conference-view';
import { createRest } from './rest/router';
import { routes } from './rest/routes';
import { relayView } from './voice/relay/record';
import { addPersonAudio, hearCall } from './voice/streams/person-audio';
import { streamView } from './voice/streams/stream';
import type { CallRecord } from './model/call-records';
import type { Change, Simulator } from './model/simulator';
import { SimulatorInputError } from './core/input-error';
import type { SimulatorOptions } from './model/options';
import { createContext } from './control/create-context';

export type { Clock } from './core/clock';
export { SimulatorInputError } from './core/input-error';
export type { Faults } from './core/faults';
export type { SimulatedRequest } from './core/request-log';
export type * from './model/calls';
export type * from './model/delivery';
export type * from './model/conferences';
export type * from './model/messages';
export type { SimulatedNumber } from './model/numbers';
export type * from './model/options';
export type * from './model/relays';
export type * from './model/simulator';
export type * from './model/streams';
export type * from './model/verifications';

const warn = (error: unknown): void => {
  process.emitWarning(error instanceof Error ? error : String(error));
};

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
  const listeners = new Set<(change: Change) => void>();
  const running = new Set<Promise<unknown>>();
  const onError = options.onError ?? warn;
  let closed = false;
  const context = createContext(options, {
    onChange(change) {
      for (const listener of listeners) listener(change);
    },
    track(work) {
      running.add(work);
      const done = (): void => {
        running.delete(work);
      };
      work.then(done, (error: unknown) => {
        done();
        onError(error);
      });
    },
  });
  const { accountSid, authToken, timers, numbers, log, faults } = context;
  const handleRequest = createRest(context, routes);
  const assertOpen = (): void => {
    if (closed) throw new SimulatorInputError('The simulator is closed.');
  };

  const callOf = (sid: string): CallRecord => {
    const call = context.calls.get(sid);
    if (call === undefined) throw new SimulatorInputError('There is no such call.');
    return call;
  };

  return {
    accountSid,
    authToken,
    async request(request) {
      if (closed) throw Object.assign(new Error('The simulator is closed.'), { code: 'ECONNREFUSED' });
      return handleRequest(request);
    },
    state: () => ({
      accountSid,
      numbers: numbers.all().map((number) => numberView(context, number)),
      messages: context.messages.all().map(messageView),
      calls: context.calls.all().map(callView),
      recordings: context.recordings.all().map(({ view }) => ({ ...view })),
      transcriptions: context.transcriptions.all().map(({ view }) => ({ ...view })),
      queues: context.queues.all().map(queueView),
      conferences: context.conferences.all().map(conferenceView),
      streams: context.streams.all().map(streamView),
      relays: context.relays.all().map(relayView),
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
      const call = callOf(sid);
      const { lastTwimlRequest } = call;
      personAction(context, call, act);
      // Does not wait for an earlier request.
      await Promise.all([
        call.lastTwimlRequest === lastTwimlRequest ? undefined : call.lastTwimlRequest,
        call.lastCallback,
      ]);
      return callView(call);
    },
    sendAudio(sid, audio) {
      assertOpen();
      addPersonAudio(context, callOf(sid), audio);
    },
    hearCall(sid, listener, ended) {
      assertOpen();
      return hearCall(context, callOf(sid), listener, ended);
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
      context.publish({ type: 'closed', item: null });
      listeners.clear();
      closed = true;
      timers.clear();
      context.sender.close();
      await context.sockets.close();
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}
