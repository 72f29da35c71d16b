import { CallCompletion, type EndListener } from '../calls/call-completion';
import type { CallState } from '../calls/call-end';
import { CallSessions } from '../calls/session/call-sessions';
import { callEnded } from '../calls/session/step-errors';
import { StepRequests } from '../calls/session/step-requests';
import { TwilioError } from '../errors/twilio-error';
import { onAccountCreated, runningAccounts, type AccountNode } from './account-node';
import { deploymentOf } from './deployment';
import type { Red } from './red';
import { SocketHub } from './socket-hub';
import { publishBadges } from './step-badges';
import { findHub, hubs, waitingCalls, type Hub, type StepHub } from './step-hubs';
import { findStepNode } from './step-nodes';
import { portsOf } from './step-ports';
import { subscribeSteps } from './step-webhooks';

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
  const fetchCall = async (callSid: string): Promise<CallState> => {
    try {
      return await current().account.fetchResource('CALL_FAILED', (client) => client.calls(callSid).fetch());
    } catch (error) {
      // A call from before a restart that the account no longer has, such as after a restart of the simulator.
      const isGone = error instanceof TwilioError && error.code === 'NOT_FOUND';
      if (isGone && sessions.get(callSid)?.isRestored === true) return { sid: callSid, status: 'completed' };
      throw error;
    }
  };
  // Twilio closes the sockets of a call that has ended.
  const ends = new CallCompletion(fetchCall, undefined, (callSid) => sockets.isHeard(callSid));
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
  const hub = hubs.get(node.id) ?? createHub(red, node);
  hub.accountNode = node;
  const unsubscribe = subscribeSteps(hub, node, () => stepCount > 0);
  node.on('close', (removed: boolean, done: () => void) => {
    for (const stop of unsubscribe) stop();
    if (removed) removeHub(node.id);
    done();
  });
}
