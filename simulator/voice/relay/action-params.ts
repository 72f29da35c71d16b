import type { RelayEnd, RelayRecord } from '../../model/relay-records';
import type { FormPairs } from '../../model/webhooks';

/**
 * The parameters of the action request.
 * https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#connect-action-url-callback
 *
 * @param now in milliseconds since 1970
 */
export function relayParams({ sid, createdAt }: RelayRecord, end: RelayEnd, now: number): FormPairs {
  const params: [string, string][] = [
    ['SessionId', sid],
    ['SessionStatus', end.status],
    ['SessionDuration', String(Math.round((now - createdAt) / 1000))],
  ];
  if (end.status === 'ended' && end.handoffData !== undefined) params.push(['HandoffData', end.handoffData]);
  // The page has an example with 39001. Others have seen 64105 when the connection is lost: https://github.com/ivy/thicket
  if (end.status === 'failed') params.push(['ErrorCode', String(end.code)], ['ErrorMessage', end.message]);
  return params;
}
