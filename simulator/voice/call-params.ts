import { placeOf } from '../numbering/areas';
import { API_VERSION, type SimulatorContext } from '../model/context';
import type { CallRecord } from '../model/call-records';

/**
 * The parameters of every webhook of a call.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export function callParams(context: SimulatorContext, call: CallRecord): [string, string][] {
  const { view } = call;
  const params: [string, string][] = [
    ['AccountSid', context.accountSid],
    ['ApiVersion', API_VERSION],
    ['CallSid', view.sid],
    ['CallStatus', view.status],
    ['Direction', view.direction],
    ['From', view.from],
    ['To', view.to],
    ['Caller', view.from],
    ['Called', view.to],
  ];
  for (const [name, address] of [
    ['From', view.from],
    ['Caller', view.from],
    ['To', view.to],
    ['Called', view.to],
  ] as const) {
    // A client or a SIP address has no place.
    if (!address.startsWith('+')) continue;
    const place = placeOf(address);
    params.push([`${name}City`, place.city], [`${name}State`, place.state]);
    params.push([`${name}Zip`, place.zip], [`${name}Country`, place.country]);
  }
  // Twilio does not document CalledVia. Captured requests have both or none.
  if (call.forwardedFrom !== undefined)
    params.push(['ForwardedFrom', call.forwardedFrom], ['CalledVia', call.forwardedFrom]);
  if (call.number?.settings.voice_caller_id_lookup === true && call.callerName !== undefined) {
    params.push(['CallerName', call.callerName]);
  }
  if (view.parentCallSid !== null) params.push(['ParentCallSid', view.parentCallSid]);
  if (view.answeredBy !== null) params.push(['AnsweredBy', view.answeredBy]);
  return params;
}
