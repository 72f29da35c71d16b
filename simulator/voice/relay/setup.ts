import { loggedUrl } from '../../core/request-log';
import type { CallRecord } from '../../model/call-records';
import type { CallStatus } from '../../model/calls';
import type { SimulatorContext } from '../../model/context';
import type { RelayRecord } from '../../model/relay-records';
import type { RelayOptions } from './options';
import { createRelay } from './record';

/** The record of a new session. */
export function newRelay(context: SimulatorContext, call: CallRecord, options: RelayOptions): RelayRecord {
  return createRelay(context, {
    callSid: call.sid,
    url: loggedUrl(options.url),
    customParameters: Object.fromEntries(options.parameters),
    ttsLanguage: options.ttsLanguage,
    transcriptionLanguage: options.transcriptionLanguage,
  });
}

/**
 * The first message of a session. `callStatus` is in capitals, and is the status before `<Connect>` has answered the call.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#setup-message
 *
 * The page has an inbound call only. Two values are not settled: the `direction` of an outbound call, and the `callType` of a
 * call without a phone.
 *
 * @param status the status of the call before the verb
 */
export function setupMessage(
  context: SimulatorContext,
  { view, forwardedFrom, callerName }: CallRecord,
  { sid, view: relay }: RelayRecord,
  status: CallStatus,
): Readonly<Record<string, unknown>> {
  return {
    type: 'setup',
    sessionId: sid,
    callSid: view.sid,
    parentCallSid: view.parentCallSid ?? '',
    from: view.from,
    to: view.to,
    forwardedFrom: forwardedFrom ?? '',
    callerName: callerName ?? '',
    direction: view.direction,
    callType: 'PSTN',
    callStatus: status.toUpperCase().replace('-', '_'),
    accountSid: context.accountSid,
    customParameters: relay.customParameters,
  };
}
