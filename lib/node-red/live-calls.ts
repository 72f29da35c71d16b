import type { CallSession } from '../calls/session/call-session';
import { isObject, textMember } from '../validation/objects';
import type { AccountNode } from './account-node';
import { findHub } from './step-hubs';

/** A live call in a flow of steps. */
export interface LiveCall {
  sid: string;
  from: string;
  to: string;
  /** `inbound`, `outbound-api` or `outbound-dial`. */
  direction: string;
  /** The node that it is in. */
  nodeId: string;
  /** Whether its message waits in the node. Otherwise the flow works on it. */
  isWaiting: boolean;
  /** Since when it waits, in milliseconds since 1970. */
  waitingSince?: number;
}

/** The most calls of a list. */
export const MAX_LIVE_CALLS = 500;

function liveCall({ callSid, nodeId, waiting, msg, waitingSince }: CallSession): LiveCall {
  const message = waiting?.msg ?? msg;
  const twilio = isObject(message) && isObject(message['twilio']) ? message['twilio'] : {};
  return {
    sid: callSid,
    from: textMember(twilio, 'from'),
    to: textMember(twilio, 'to'),
    direction: textMember(twilio, 'direction'),
    nodeId: waiting?.nodeId ?? nodeId,
    isWaiting: waiting !== undefined,
    ...(waitingSince === undefined ? {} : { waitingSince }),
  };
}

/**
 * The live calls of an account node that are in a flow of steps, at most {@link MAX_LIVE_CALLS}.
 * @param wanted only those in this node
 */
export function liveCallsOf({ id }: AccountNode, wanted?: string): LiveCall[] {
  const calls: LiveCall[] = [];
  for (const session of findHub(id)?.sessions.all() ?? []) {
    if (calls.length >= MAX_LIVE_CALLS) break;
    if (session.phase === 'ended') continue;
    const call = liveCall(session);
    if (wanted === undefined || (call.isWaiting && call.nodeId === wanted)) calls.push(call);
  }
  return calls;
}
