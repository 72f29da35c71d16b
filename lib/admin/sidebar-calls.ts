import type { Account } from '../account/account';
import { callSidOf, hangUpCall } from '../calls/live-call';
import type { AccountNode } from '../node-red/account-node';
import { findHub } from '../node-red/step-hubs';

/** A live call at Twilio. */
export interface AccountCall {
  sid: string;
  from: string;
  to: string;
  direction: string;
  status: string;
  /** In milliseconds since 1970. */
  startedAt: number | null;
}

/** The statuses of calls that have not ended. https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const LIVE = ['in-progress', 'ringing', 'queued'] as const;

/** The most calls of each status. */
const MAX_CALLS = 100;

/**
 * The live calls of an account, whether they are in a flow or not.
 * @throws {TwilioError} the error that Twilio returns
 */
export async function callsOf(account: Account): Promise<AccountCall[]> {
  const lists = await Promise.all(
    LIVE.map((status) =>
      account.request('REQUEST_FAILED', (client) => client.calls.list({ status, limit: MAX_CALLS })),
    ),
  );
  return lists.flat().map(({ sid, from, to, direction, status, startTime }) => ({
    sid,
    from,
    to,
    direction,
    status,
    startedAt: (startTime as Date | null)?.getTime() ?? null,
  }));
}

/**
 * Ends a call.
 * @throws {TwilioError} `INVALID_CALL` or `CALL_ENDED`, or the error that Twilio returns
 */
export async function endCall(node: AccountNode, sid: string): Promise<{ sid: string; status: string }> {
  const { status } = await hangUpCall(node.account, callSidOf(sid));
  // Without waiting for Twilio's status callback.
  await findHub(node.id)?.sessions.callEnded(sid);
  return { sid, status };
}
