import { CallCompletion, type EndListener } from '../calls/call-completion';
import { isEnded, type CallState } from '../calls/call-end';
import { CallSessions } from '../calls/session/call-sessions';
import { HANGUP_DOCUMENT } from '../calls/session/document';
import { callEnded } from '../calls/session/step-errors';
import { StepRequests } from '../calls/session/step-requests';
import { TwilioError } from '../errors/twilio-error';
import type { StepEvent } from '../events/step';
import { text } from '../events/params';
import type { Json } from '../store/store';
import type { CallSocket } from '../webhooks/sockets/call-socket';
import type { Answer, Subscription } from '../webhooks/subscribers';
import { onAccountCreated, runningAccounts, type AccountNode } from './account-node';
import { deadlineSeconds } from './deadline';
import { deploymentOf } from './deployment';
import { inLanguage } from './language';
import type { Red } from './red';
import { describeError } from './reported-error';
import { SocketHub } from './socket-hub';
import { publishBadges } from './step-badges';
import { findStepNode } from './step-nodes';
import { portsOf } from './step-ports';

/** The live calls of an account node. They outlive a deployment. */
export interface StepHub {
  sessions: CallSessions;
  /** The account node that is deployed now. */
  accountNode: AccountNode;
}

interface Hub extends StepHub {
  requests: StepRequests;
  sockets: SocketHub;
  ends: CallCompletion;
}

/** By the account node's id. */
const hubs = new Map<string, Hub>();

/** The hub of an account node, if it has one. */
export const findHub = (id: string): StepHub | undefined => hubs.get(id);

/** How many calls of all accounts wait in a node. */
export function callsWaitingIn(nodeId: string): number {
  let count = 0;
  for (const { sessions } of hubs.values()) count += sessions.waitingIn(nodeId);
  return count;
}

/** Whether a call is in a node: its message waits there, or it has an open WebSocket there. */
export function isInStep(callSid: string, nodeId: string): boolean {
  for (const { sessions, sockets } of hubs.values()) {
    if (sessions.get(callSid)?.waiting?.nodeId === nodeId || sockets.has(callSid, nodeId)) return true;
  }
  return false;
}

/** Closes the WebSockets of a node that is closed. */
export function closeSocketsOf(nodeId: string): void {
  for (const { sockets } of hubs.values()) sockets.closeNode(nodeId);
}

/** How many calls of all accounts wait in each node. */
function waitingCalls(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { sessions } of hubs.values()) {
    for (const [nodeId, count] of sessions.waitingByNode) counts[nodeId] = (counts[nodeId] ?? 0) + count;
  }
  return counts;
}

/** The longest call at Twilio, in milliseconds: four hours. */
const MAX_CALL_MS = 4 * 60 * 60 * 1000;

const watched = new WeakSet<Red['events']>();
const attached = new WeakSet<AccountNode>();

/** How many steps are deployed. */
let stepCount = 0;

/**
 * Lets every account node receive the requests for steps, for as long as there are steps. Call it when a step is created.
 * @returns a function to call when the step is closed
 */
export function openHubs(red: Red): () => void {
  stepCount += 1;
  watch(red);
  for (const node of runningAccounts()) attach(red, node);
  return () => {
    stepCount -= 1;
  };
}

/** Attaches account nodes that are deployed later, and looks after the calls when flows have started. */
function watch(red: Red): void {
  if (watched.has(red.events)) return;
  watched.add(red.events);
  onAccountCreated((node) => {
    if (stepCount > 0 || (findHub(node.id)?.sessions.size ?? 0) > 0) attach(red, node);
  });
  red.events.on('flows:started', () => {
    for (const { sessions } of hubs.values()) sessions.redeployed();
  });
}

/** The hub of an account node. Creates it on first use. */
export function hubOf(red: Red, node: AccountNode): StepHub {
  watch(red);
  attach(red, node);
  return hubs.get(node.id) ?? createHub(red, node);
}

function createHub(red: Red, node: AccountNode): Hub {
  const current = (): AccountNode => hub.accountNode;
  const ends = new CallCompletion(async (callSid): Promise<CallState> => {
    try {
      return await current().account.fetchResource('CALL_FAILED', (client) => client.calls(callSid).fetch());
    } catch (error) {
      // From before a restart, and the account does not have it, as after a restart of the simulator.
      const isGone = error instanceof TwilioError && error.code === 'NOT_FOUND';
      if (isGone && sessions.get(callSid)?.isRestored === true) return { sid: callSid, status: 'completed' };
      throw error;
    }
  });
  const listener: EndListener = {
    ended({ callSid }) {
      void sessions.callEnded(callSid);
    },
    failed: () => undefined,
  };
  const ports = portsOf(red, current);
  // Not spread, because the store is looked up each time.
  const sessions = new CallSessions(
    Object.assign(ports, {
      started: (callSid: string, isRestored: boolean) => {
        ends.watch(callSid, MAX_CALL_MS, listener, isRestored);
      },
      finished: (callSid: string) => {
        ends.forget(callSid);
        sockets.callEnded(callSid);
      },
      waitingChanged: () => {
        publishBadges(red, waitingCalls);
      },
    }),
  );
  const sockets = new SocketHub({
    sessions,
    accountSid: () => current().account.accountSid,
    step: findStepNode,
    warn: ports.warn,
  });
  const hub: Hub = { sessions, requests: new StepRequests(sessions), sockets, ends, accountNode: node };
  hubs.set(node.id, hub);
  // A call may have ended meanwhile, and then its message leaves at once.
  deploymentOf(red).whenReleased(() => {
    void sessions.restore();
  });
  return hub;
}

/** Deletes the calls of an account node that was deleted. */
export function removeHub(id: string): void {
  const hub = hubs.get(id);
  hubs.delete(id);
  hub?.sessions.close();
  hub?.ends.close((callSid) => callEnded(callSid));
}

/** Subscribes an account node to the requests for steps. */
function attach(red: Red, node: AccountNode): void {
  if (attached.has(node)) return;
  attached.add(node);
  const { endpoint } = node;
  const hub = hubs.get(node.id) ?? createHub(red, node);
  hub.accountNode = node;
  const common = {
    filter: { accepts: () => true },
    wantsFilteredOut: false,
    failed(error: unknown) {
      node.error(inLanguage(`A step of a call failed: ${describeError(error)}`));
    },
    unauthorized: () => undefined,
  };
  const empty = (): Answer => ({ by: 'empty' });
  const report = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      common.failed(error);
    });
  };
  const step: Subscription<'step'> = {
    ...common,
    kind: 'step',
    answer: (event) => answerTo(hub, event),
    receive(event) {
      if (event.leg !== undefined) return;
      hub.ends.onStatus({ callSid: event.callSid, status: 'in-progress' });
      report(hub.requests.requested(event));
    },
  };
  const takesSockets = {
    opened(socket: CallSocket) {
      hub.sockets.opened(socket);
    },
    warn(sentence: string) {
      node.warn(sentence);
    },
  };
  const unsubscribe = [
    endpoint?.sockets.subscribe('stream', takesSockets),
    endpoint?.sockets.subscribe('relay', takesSockets),
    endpoint?.subscribe<'step'>(step),
    endpoint?.subscribe<'step-partial'>({
      ...common,
      kind: 'step-partial',
      answer: empty,
      receive(event) {
        const nodeId = text(event.raw, 'node') ?? '';
        const waiting = hub.sessions.get(event.callSid ?? '')?.waiting;
        findStepNode(nodeId)?.partial?.(event, waiting?.nodeId === nodeId ? waiting.msg : undefined);
      },
    }),
    endpoint?.subscribe<'call-status'>({
      ...common,
      kind: 'call-status',
      // When the last step was removed, only the calls that are left need it, and numbers need no status callback any more.
      matches: ({ callSid }) => stepCount > 0 || hub.ends.has(callSid),
      answer: empty,
      receive(event) {
        hub.ends.onStatus(event);
        if (isEnded(event.status)) report(hub.sessions.callEnded(event.callSid));
      },
    }),
  ];
  node.on('close', (removed: boolean, done: () => void) => {
    for (const stop of unsubscribe) stop?.();
    if (removed) removeHub(node.id);
    done();
  });
}

/** How a request for a step is answered: by the flow, or for another leg by its node. */
function answerTo(hub: Hub, event: StepEvent): Answer {
  const { sessions } = hub;
  if (event.leg !== undefined) {
    // A queue has the call itself. The leg of a dialed party has a call of its own, and names the one that waits.
    const state = [event.callSid, event.parentCallSid ?? '']
      .map((callSid) => sessions.get(callSid)?.waiting)
      .find((waiting) => waiting?.nodeId === event.node)?.state;
    return { by: 'document', twiml: findStepNode(event.node)?.leg?.(event, state) ?? HANGUP_DOCUMENT };
  }
  const deadline = sessions.get(event.callSid)?.deadlineSeconds ?? deadlineSeconds(undefined);
  return { by: 'flow', deadline, late: () => sessions.deadlinePassed(event.callSid) };
}

/** The state of the step that a call waits in. `undefined` when the call does not wait in this node. */
export function stateOfStep(callSid: string, nodeId: string): Json | undefined {
  for (const { sessions } of hubs.values()) {
    const waiting = sessions.get(callSid)?.waiting;
    if (waiting?.nodeId === nodeId) return waiting.state;
  }
  return undefined;
}

/** Keeps a new state of the step that a call waits in, also for a restart. @param state plain JSON that does not change */
export function keepStateOfStep(callSid: string, nodeId: string, state: Json): void {
  for (const { sessions } of hubs.values()) {
    const session = sessions.get(callSid);
    if (session?.waiting?.nodeId !== nodeId || session.phase === 'ended') continue;
    session.waiting.state = state;
    if (!session.isWaitNew) sessions.records.save(session);
  }
}
