import assert from 'node:assert/strict';
import { CATALOGUE, operationOf, type Operation } from '../../lib/resources/catalogue';

/** The SIDs of what an account has, one of everything. */
export type Sids = { /** A WebSocket that takes live audio. */ socket: string } & Record<
  | 'message'
  | 'scheduled'
  | 'picture'
  | 'media'
  | 'call'
  | 'running'
  | 'recording'
  | 'transcription'
  | 'stream'
  | 'queue'
  | 'waiting'
  | 'emptyQueue'
  | 'number'
  | 'messagingService'
  | 'auditEvent'
  | 'template',
  string
>;

/** What each operation is tried with. An operation of the catalogue that is missing here does not compile. */
type Tries = {
  [R in keyof typeof CATALOGUE]: {
    [O in keyof (typeof CATALOGUE)[R]]: (sids: Sids) => Record<string, unknown>;
  };
};

const none = () => ({});

const tries: Tries = {
  messages: {
    list: none,
    get: ({ message }) => ({ sid: message }),
    cancel: ({ scheduled }) => ({ sid: scheduled }),
    redact: ({ message }) => ({ sid: message }),
    delete: ({ message }) => ({ sid: message }),
  },
  messageMedia: {
    list: ({ picture }) => ({ messageSid: picture }),
    get: ({ picture, media }) => ({ messageSid: picture, sid: media }),
    fetch: ({ picture, media }) => ({ messageSid: picture, sid: media }),
    delete: ({ picture, media }) => ({ messageSid: picture, sid: media }),
  },
  calls: {
    list: none,
    get: ({ call }) => ({ sid: call }),
    update: ({ running }) => ({ sid: running, twiml: '<Response><Pause length="600"/></Response>' }),
    hangUp: ({ running }) => ({ sid: running }),
    delete: ({ call }) => ({ sid: call }),
  },
  recordings: {
    list: none,
    get: ({ recording }) => ({ sid: recording }),
    fetch: ({ recording }) => ({ sid: recording, format: 'wav' }),
    delete: ({ recording }) => ({ sid: recording }),
  },
  transcriptions: {
    list: none,
    get: ({ transcription }) => ({ sid: transcription }),
    delete: ({ transcription }) => ({ sid: transcription }),
  },
  streams: {
    start: ({ running, socket }) => ({ callSid: running, url: socket, name: 'another', track: 'outbound_track' }),
    stop: ({ running, stream }) => ({ callSid: running, sid: stream }),
  },
  queues: {
    list: none,
    get: ({ queue }) => ({ sid: queue }),
    create: () => ({ friendlyName: 'complaints', maxSize: 5 }),
    update: ({ queue }) => ({ sid: queue, maxSize: 20 }),
    delete: ({ emptyQueue }) => ({ sid: emptyQueue }),
  },
  queueMembers: {
    list: ({ queue }) => ({ queueSid: queue }),
    get: ({ queue, waiting }) => ({ queueSid: queue, callSid: waiting }),
    dequeue: ({ queue }) => ({ queueSid: queue, callSid: 'Front', url: 'https://example.com/next' }),
  },
  incomingNumbers: {
    list: none,
    get: ({ number }) => ({ sid: number }),
    update: ({ number }) => ({ sid: number, friendlyName: 'London' }),
    setWebhooks: ({ number }) => ({ sid: number }),
    buy: () => ({ phoneNumber: '+15005550006' }),
    release: ({ number }) => ({ sid: number }),
  },
  availableNumbers: { search: () => ({ country: 'GB', type: 'Mobile' }) },
  usage: { daily: none, monthly: none, byCategory: none },
  balance: { get: none },
  messagingServices: { list: none, get: ({ messagingService }) => ({ sid: messagingService }) },
  contentTemplates: { list: none, get: ({ template }) => ({ sid: template }) },
  verifyServices: { list: none },
  auditEvents: { list: none, get: ({ auditEvent }) => ({ sid: auditEvent }) },
  account: { get: none },
};

/** An operation of the catalogue with parameters to try it with. */
export interface Try {
  resource: string;
  name: string;
  operation: Operation;
  parameters: (sids: Sids) => Record<string, unknown>;
}

/** Every operation of the catalogue. */
export const operations: readonly Try[] = Object.entries(CATALOGUE).flatMap(([resource, all]) =>
  Object.keys(all).map((name) => {
    const operation = operationOf(resource, name);
    const attempt: unknown = Reflect.get(Reflect.get(tries, resource), name);
    assert.ok(operation && typeof attempt === 'function');
    return { resource, name, operation, parameters: attempt as (sids: Sids) => Record<string, unknown> };
  }),
);
