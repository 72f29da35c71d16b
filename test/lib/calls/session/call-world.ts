import { CallSessions } from '../../../../lib/calls/session/call-sessions';
import type { SessionPorts, StepHandler, Visit } from '../../../../lib/calls/session/ports';
import type { StepResult, WaitPlan } from '../../../../lib/calls/session/step-plan';
import { callEnded } from '../../../../lib/calls/session/step-errors';
import { StepRequests } from '../../../../lib/calls/session/step-requests';
import { stepEvent } from '../../../../lib/events/step';
import type { Store } from '../../../../lib/store/store';

export const CALL = `CA${'1'.repeat(32)}`;

/** What happened to a message in a step. */
export interface Happened {
  what: 'left' | 'hung-up' | 'failed';
  nodeId: string;
  msg: unknown;
  /** The output, for `left`. */
  output?: number;
  code?: string;
}

/** A call at a Twilio that the test plays, a flow that it plays too, and a clock that only it moves. */
export interface World {
  sessions: CallSessions;
  happened: Happened[];
  /** All documents, and how each was sent. */
  documents: { by: 'answer' | 'rest'; text: string }[];
  warnings: string[];
  /** The steps that exist; by default, all. */
  removed: Set<string>;
  /** The steps that follow each node. Default: any. */
  behind: Map<string, string[]>;
  isOpen: boolean;
  isOver: boolean;
  now: number;
  /** Moves the clock, and runs the timers. */
  pass(ms: number): void;
  append(nodeId: string, verbs: string, msg?: unknown): Promise<void>;
  wait(nodeId: string, msg: unknown, verb?: string): Promise<void>;
  end(nodeId: string, verbs: string): Promise<void>;
  begin(): void;
  /** Twilio requests a step. */
  request(nodeId: string, n: number, params?: Record<string, string>): Promise<void>;
  /** Twilio requests what the last document tells it to. */
  comeBack(params?: Record<string, string>): Promise<void>;
  /** The deadline of the open request is over. */
  deadline(): void;
  /** The text of the last document. */
  last(): string;
}

export interface WorldOptions {
  store?: Store;
  result?: StepHandler['result'];
  hasResultAfterHangUp?: boolean;
  hasPublicUrl?: boolean;
  ports?: Partial<SessionPorts>;
}

/** The result of most steps here: output 0, or hung up. */
const usual: StepHandler['result'] = (_request, { event }): StepResult =>
  event?.status === 'completed'
    ? { kind: 'hung-up' }
    : { kind: 'leave', output: 0, payload: 'result', twilio: {}, summary: '' };

export function createWorld(options: WorldOptions = {}): World {
  let timers: { at: number; run: () => void }[] = [];
  const happened: Happened[] = [];
  const handlerOf = (nodeId: string): StepHandler => {
    const note = (what: Happened['what'], { msg }: Visit, more: Partial<Happened> = {}) =>
      happened.push({ what, nodeId, msg, ...more });
    return {
      hasResultAfterHangUp: options.hasResultAfterHangUp ?? false,
      result: options.result ?? usual,
      leave: (visit, { output }) => note('left', visit, { output }),
      hungUp: (visit) => note('hung-up', visit),
      fail: (error, visit) => note('failed', visit, { code: String(Reflect.get(error, 'code')) }),
    };
  };
  const arrival = (nodeId: string, msg: unknown) => ({ callSid: CALL, nodeId, msg });
  const send = (by: 'answer' | 'rest', text: string) => {
    world.documents.push({ by, text });
  };
  const ports: SessionPorts = {
    answer(_, text) {
      if (!world.isOpen) return false;
      world.isOpen = false;
      send('answer', text);
      return true;
    },
    isOpen: () => world.isOpen,
    update(_, text) {
      if (world.isOver) return Promise.reject(callEnded(CALL));
      send('rest', text);
      return Promise.resolve();
    },
    urlOf: ({ nodeId, n, leg, hold }) =>
      options.hasPublicUrl === false
        ? undefined
        : `https://example.com/step?node=${nodeId}&n=${n}${leg === undefined ? '' : `&leg=${leg}`}${hold === undefined ? '' : `&hold=${hold}`}`,
    socketUrlOf: (kind) => `wss://example.com/${kind}`,
    partialUrlOf: ({ nodeId, n }) => `https://example.com/step-partial?node=${nodeId}&n=${n}`,
    step: (nodeId) => (world.removed.has(nodeId) ? undefined : handlerOf(nodeId)),
    stepsBehind: (nodeId) => new Set(world.behind.get(nodeId) ?? ['*']),
    store: options.store,
    clock: {
      now: () => world.now,
      after(ms, run) {
        const timer = { at: world.now + ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    warn: (text) => world.warnings.push(text),
    ...options.ports,
  };
  const sessions = new CallSessions(ports);
  const requests = new StepRequests(sessions);
  const world: World = {
    sessions,
    happened,
    documents: [],
    warnings: [],
    removed: new Set(),
    behind: new Map(),
    isOpen: false,
    isOver: false,
    now: 1_000_000,
    pass(ms) {
      world.now += ms;
      for (let due = next(); due !== undefined; due = next()) {
        const timer = due;
        timers = timers.filter((other) => other !== timer);
        timer.run();
      }
    },
    append: (nodeId, verbs, msg = {}) => sessions.append(arrival(nodeId, msg), verbs),
    wait: (nodeId, msg, verb = 'Gather') => sessions.wait(arrival(nodeId, msg), plan(verb)),
    end: (nodeId, verbs) => sessions.end(arrival(nodeId, {}), verbs),
    begin() {
      world.isOpen = true;
      sessions.begin({ ...arrival('trigger', 'call'), output: 0, deadlineSeconds: 10 });
    },
    request(nodeId, n, params = {}) {
      world.isOpen = true;
      const call = { AccountSid: 'AC', CallSid: CALL, CallStatus: 'in-progress', From: '+1', To: '+2' };
      return requests.requested(stepEvent({ ...call, node: nodeId, n: String(n), ...params }));
    },
    comeBack(params = {}) {
      const urls = [...world.last().matchAll(/step\?node=([^&]+)&amp;n=(\d+)(?:&amp;hold=(\d+))?/g)];
      const [, nodeId, n, hold] = urls.at(-1) ?? [];
      if (nodeId === undefined) throw new Error(`This document does not come back: ${world.last()}`);
      return world.request(nodeId, Number(n), { ...(hold === undefined ? {} : { hold }), ...params });
    },
    deadline() {
      const text = sessions.deadlinePassed(CALL);
      ports.answer(CALL, text);
    },
    last: () => world.documents.at(-1)?.text ?? '',
  };
  const next = () => timers.filter(({ at }) => at <= world.now).sort((a, b) => a.at - b.at)[0];
  return world;
}

/** A plan that waits with one verb. */
export const plan = (verb: string): WaitPlan => ({
  kind: 'wait',
  verbs: ({ action }) => `<${verb} action="${action}"/>`,
});

/** The verbs inside of a document. */
export /** The verbs inside of a document. */
const verbs = (text: string): string =>
  text.replace(/^<\?xml[^>]*\?>/, '').replace(/^<Response>|<\/Response>$|^<Response\/>$/g, '');
