import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call';
import type { RecordingInstance } from 'twilio/lib/rest/api/v2010/account/call/recording';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { callAddress } from '../addresses/call-address';
import { TwilioError } from '../errors/twilio-error';
import { checkTwiml } from '../twiml/check';
import { element, escapeXml, type Twiml } from '../twiml/element';
import { isEmpty, preview } from '../validation/objects';
import { isSendDigits } from '../validation/send-digits';
import { isSid } from '../validation/sid';
import { isWebAddress } from '../validation/web-address';
import { isEnded } from './call-end';
import { documentOf, redirectTo } from './session/document';
import { callEnded, MAX_REST_TWIML_LENGTH, tooLarge } from './session/step-errors';

/** A call as plain JSON. https://www.twilio.com/docs/voice/api/call-resource */
export type CallResource = PlainResource<CallInstance>;
/** A recording as plain JSON. https://www.twilio.com/docs/voice/api/recording */
export type RecordingResource = PlainResource<RecordingInstance>;

/** "Call is not in-progress." https://www.twilio.com/docs/api/errors/21220 */
const NOT_IN_PROGRESS = 21_220;

/** Twilio's name for the recording that runs. https://www.twilio.com/docs/voice/api/recording#update-a-recording-resource */
const CURRENT_RECORDING = 'Twilio.CURRENT';

/** @throws {TwilioError} `INVALID_CALL` when it is not the SID of a call */
export function callSidOf(value: unknown): string {
  const sid = typeof value === 'string' ? value.trim() : '';
  if (isSid(sid, 'CA')) return sid;
  const problem = isEmpty(value) ? 'The SID of the call is missing' : `${preview(value)} is not the SID of a call`;
  throw new TwilioError('INVALID_CALL', problem, {
    hint: 'A call SID is CA and 32 hexadecimal digits. Keep msg.twilio from the trigger or the step that had the call.',
  });
}

/**
 * Runs a request about a live call.
 * @throws {TwilioError} `CALL_ENDED` when the call is over; otherwise the error that Twilio returns
 */
async function ofLiveCall<T>(account: Account, callSid: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TwilioError) || error.cause.twilioCode !== NOT_IN_PROGRESS) throw error;
    // Twilio has the same code for a call that is not answered yet.
    const call = await account.fetchResource('CALL_FAILED', (client) => client.calls(callSid).fetch());
    throw isEnded(call.status) ? callEnded(callSid) : error;
  }
}

/**
 * Ends a call, also one that still rings. https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
 * @throws {TwilioError} `CALL_ENDED`, or the error that Twilio returns
 */
export const hangUpCall = (account: Account, callSid: string): Promise<CallResource> =>
  ofLiveCall(account, callSid, () =>
    account.requestResource('CALL_FAILED', (client) => client.calls(callSid).update({ status: 'completed' })),
  );

/**
 * Replaces what a live call does with a document.
 * @throws {TwilioError} `MESSAGE_TOO_LARGE`, `CALL_ENDED`, or the error that Twilio returns
 */
export async function replaceDocument(account: Account, callSid: string, twiml: Twiml): Promise<CallResource> {
  if (twiml.length > MAX_REST_TWIML_LENGTH) throw tooLarge(twiml.length);
  return ofLiveCall(account, callSid, () =>
    account.requestResource('CALL_FAILED', (client) => client.calls(callSid).update({ twiml })),
  );
}

/**
 * Starts a recording of a live call.
 * https://www.twilio.com/docs/voice/api/recording#create-a-recording-resource-on-a-live-call
 * @param recordingStatusCallback the URL that Twilio requests when the recording is ready
 * @throws {TwilioError} `CALL_ENDED`, or the error that Twilio returns
 */
export const startRecording = (
  account: Account,
  callSid: string,
  recordingStatusCallback: string | undefined,
): Promise<RecordingResource> =>
  ofLiveCall(account, callSid, () =>
    account.requestResource('CALL_FAILED', (client) =>
      client.calls(callSid).recordings.create(recordingStatusCallback === undefined ? {} : { recordingStatusCallback }),
    ),
  );

/**
 * Pauses, continues or ends the recording that runs.
 * https://www.twilio.com/docs/voice/api/recording#update-a-recording-resource
 * @throws {TwilioError} `NOT_FOUND` when none runs; `CALL_ENDED`, or the error that Twilio returns
 */
export const changeRecording = (
  account: Account,
  callSid: string,
  status: 'paused' | 'in-progress' | 'stopped',
): Promise<RecordingResource> =>
  ofLiveCall(account, callSid, () =>
    account.requestResource('CALL_FAILED', (client) =>
      client.calls(callSid).recordings(CURRENT_RECORDING).update({ status }),
    ),
  );

/**
 * Plays DTMF tones into a call. https://www.twilio.com/docs/voice/twiml/play#digits
 * @throws {TwilioError} `INVALID_CALL`
 */
export function digitsVerb(value: unknown): Twiml {
  const digits = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (isSendDigits(digits)) {
    // `<Play>` supports only `w`, which is half a second.
    return element('Play', { digits: digits.replaceAll('W', 'ww') });
  }
  throw new TwilioError('INVALID_CALL', `${preview(value ?? '')} cannot be sent as keys`, {
    hint: 'Use up to 32 of 0 to 9, A to D, # and *. w is a pause of half a second, W of one second.',
  });
}

/**
 * The document that connects a caller elsewhere.
 * @param value a number in E.164 format, a SIP address, a client, the URL of a TwiML document, or a TwiML document
 * @throws {TwilioError} `INVALID_RECIPIENT`, `INVALID_TWIML`
 */
export function transferDocument(value: unknown): Twiml {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text.startsWith('<')) return checkTwiml(text, 'voice');
  if (isWebAddress(text)) return documentOf(redirectTo(text));
  const address = callAddress(value, 'recipient');
  const noun = address.startsWith('+') ? 'Number' : /^client:/i.test(address) ? 'Client' : 'Sip';
  const target = noun === 'Client' ? address.replace(/^client:/i, '') : address;
  return documentOf(element('Dial', {}, element(noun, {}, escapeXml(target))));
}
