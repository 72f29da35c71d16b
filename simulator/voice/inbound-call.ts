import { ownNumber, statusCallback, voiceUrl } from '../numbering/own-numbers';
import { isE164, normalizeNumber } from '../numbering/phone-numbers';
import type { PersonCall } from '../model/simulator';
import type { SimulatorContext } from '../model/context';
import { requestTwiml } from './run-twiml';
import { createCall, addTranscriptLine } from './call';
import { callToken } from './call-token';
import { endCall } from './call-status';
import { SimulatorInputError } from '../core/input-error';
import type { NumberRecord } from '../model/numbers';
import type { CallRecord } from '../model/call-records';
import type { FormPairs } from '../model/webhooks';

/**
 * Validates the fields of a call by a person.
 * @throws SimulatorInputError
 */
export function readPersonCall(given: unknown): PersonCall {
  if (typeof given !== 'object' || given === null) {
    throw new SimulatorInputError('Send a call as an object with from and to.');
  }
  const { from, to, forwardedFrom, callerName }: Partial<Record<keyof PersonCall, unknown>> = given;
  if (typeof from !== 'string') throw new SimulatorInputError('"from" must be the phone number of a person.');
  if (typeof to !== 'string') throw new SimulatorInputError('"to" must be one of the account\'s own numbers.');
  const call: PersonCall = { from, to };
  for (const [name, value] of Object.entries({ forwardedFrom, callerName })) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string' || value.length > 100) throw new SimulatorInputError(`"${name}" must be text.`);
    Object.assign(call, { [name]: value });
  }
  return call;
}

/**
 * A person calls an own number: requests the voice URL.
 * https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
 *
 * @throws SimulatorInputError for an invalid call
 */
export function placeCall(context: SimulatorContext, given: PersonCall): CallRecord {
  const fields = readPersonCall(given);
  const from = normalizeNumber(fields.from);
  const to = normalizeNumber(fields.to);
  if (!isE164(from)) {
    throw new SimulatorInputError(`"from" must be a phone number in E.164 form, such as +14155550123, not "${from}".`);
  }
  const number = ownNumber(context, to);
  if (number === undefined) {
    const own = context.numbers.all().map(({ phoneNumber }) => phoneNumber);
    throw new SimulatorInputError(`"to" must be one of the account's own numbers (${own.join(', ')}), not "${to}".`);
  }
  if (from === to) throw new SimulatorInputError('"from" and "to" must differ: a number cannot call itself.');
  const { callerName, forwardedFrom } = fields;
  return receiveCall(context, { from, number, callerName, forwardedFrom });
}

/**
 * What only the first request of an incoming call has. Calls to North America have the result of STIR/SHAKEN: their own carriers
 * vouch for a caller from there, and only a gateway for others. In captured requests, later ones of the same call do not have it.
 * https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
 */
function firstParams(context: SimulatorContext, call: CallRecord): FormPairs {
  const token = ['CallToken', callToken(context, call)] as const;
  if (!call.view.to.startsWith('+1')) return [token];
  const attestation = call.view.from.startsWith('+1') ? 'A' : 'C';
  return [['StirVerstat', `TN-Validation-Passed-${attestation}`], token];
}

/** A call to an own number. */
export interface IncomingCall {
  from: string;
  number: NumberRecord;
  callerName?: string | undefined;
  forwardedFrom?: string | undefined;
}

/** An own number receives a call: requests its voice URL. */
export function receiveCall(
  context: SimulatorContext,
  { from, number, callerName, forwardedFrom }: IncomingCall,
): CallRecord {
  const { voice_method, voice_fallback_url, voice_fallback_method, status_callback_method } = number.settings;
  const callbackUrl = statusCallback(context, number);
  const call = createCall(context, {
    from,
    to: number.phoneNumber,
    direction: 'inbound',
    status: 'ringing',
    number,
    callerName,
    forwardedFrom,
    // A number has no StatusCallbackEvent: only the end is sent.
    callback:
      callbackUrl === ''
        ? undefined
        : { url: callbackUrl, method: status_callback_method, events: new Set(['completed']) },
    fallback: voice_fallback_url === '' ? undefined : { url: voice_fallback_url, method: voice_fallback_method },
  });
  const url = voiceUrl(context, number);
  if (url !== '') requestTwiml(context, call, { url, method: voice_method }, firstParams(context, call));
  else {
    addTranscriptLine(context, call, 'flow', 'Reject', 'The number has no URL for calls.');
    endCall(context, call, 'failed');
  }
  return call;
}
