import type { CallCompletion } from '../calls/call-completion';
import type { CallSessions } from '../calls/session/call-sessions';
import type { StepRequests } from '../calls/session/step-requests';
import type { Json } from '../store/store';
import type { AccountNode } from './account-node';
import type { SocketHub } from './socket-hub';

/** The live calls of an account node. They outlive a deployment. */
export interface StepHub {
  sessions: CallSessions;
  /** The account node that is deployed now. */
  accountNode: AccountNode;
}

/** With what its webhooks need. */
export interface Hub extends StepHub {
  requests: StepRequests;
  sockets: SocketHub;
  ends: CallCompletion;
}

/** By the account node's id. */
export const hubs = new Map<string, Hub>();

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
export function waitingCalls(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { sessions } of hubs.values()) {
    for (const [nodeId, count] of sessions.waitingByNode) counts[nodeId] = (counts[nodeId] ?? 0) + count;
  }
  return counts;
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
