import { LRUCache } from 'lru-cache';
import type { Account } from '../account/account';

/** The two sides of a call. */
export interface CallParties {
  from: string;
  to: string;
}

/** How many calls are remembered. A real-time transcription has hundreds of events for one call. */
const MAX_REMEMBERED = 500;

/**
 * Looks up the numbers of calls, because Twilio does not send them with recordings and transcriptions.
 * https://www.twilio.com/docs/voice/api/call-resource#fetch-a-call-resource
 * @returns a function that throws a {@link TwilioError} when the call cannot be requested
 */
export function callPartiesOf(account: Account): (callSid: string) => Promise<CallParties> {
  const known = new LRUCache<string, Promise<CallParties>>({ max: MAX_REMEMBERED });
  const request = async (callSid: string): Promise<CallParties> => {
    const { from, to } = await account.requestResource('REQUEST_FAILED', (client) => client.calls(callSid).fetch());
    return { from, to };
  };
  return (callSid) => {
    const earlier = known.get(callSid);
    if (earlier !== undefined) return earlier;
    const parties = request(callSid);
    known.set(callSid, parties);
    parties.catch(() => known.delete(callSid));
    return parties;
  };
}
