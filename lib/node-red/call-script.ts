import type { CallSessions } from '../calls/session/call-sessions';
import { isTakenFromFlow, mayBePendingAt } from './account-node';
import { findHub } from './step-hubs';

/** Whether it is known here that a call has ended. Without deployed steps, it is never known. */
export const isCallOver = (accountSid: string, callSid: string): boolean =>
  mayBePendingAt(accountSid).some(({ id }) => findHub(id)?.sessions.hasEnded(callSid) === true);

/**
 * The sessions that a call belongs to, when verbs can be appended to its script: the call goes through steps, and
 * Twilio waits for its next document or comes back for it.
 * @returns `undefined` for any other call, also when a fixed document of another trigger has answered it
 */
export function sessionsOf(accountSid: string, callSid: string): CallSessions | undefined {
  for (const { id } of mayBePendingAt(accountSid)) {
    const sessions = findHub(id)?.sessions;
    const phase = sessions?.get(callSid)?.phase;
    if (sessions === undefined || (phase !== 'open' && phase !== 'returning')) continue;
    return sessions.isUntouched(callSid) && isTakenFromFlow(accountSid, callSid) ? undefined : sessions;
  }
  return undefined;
}
