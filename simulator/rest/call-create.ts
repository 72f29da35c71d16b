import { badRequest } from '../core/api-error';
import { isHttpUrl } from '../messaging/media';
import { isVerifiedCallerId, ownNumber, voiceUrl } from '../numbering/own-numbers';
import { isE164, normalizeNumber } from '../numbering/phone-numbers';
import { RECORDING_EVENTS, type RecordingOptions } from '../voice/recordings/live-recording';
import { isTokenOfCaller } from '../voice/call-token';
import { REJECTED_CALLEES, REJECTED_CALLERS } from '../voice/call-outcomes';
import type { OutboundCall } from '../voice/outbound-call';
import type { SimulatorContext } from '../model/context';
import type { WebhookAddress, CallEvent, CallRecord } from '../model/call-records';
import type { Params } from '../model/rest';

const CALL_EVENTS: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed'];
const MAX_TWIML_LENGTH = 4000;

/**
 * Checks a request for a new call. Like the API, ignores unknown parameters.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 *
 * @param instructions what runs after the answer. Default: what the request says
 * @throws ApiError with Twilio's error code
 */
export function readCall(
  context: SimulatorContext,
  form: Params,
  instructions?: OutboundCall['instructions'],
): OutboundCall {
  const to = normalizeNumber(form.get('To') ?? '');
  if (to === '') throw badRequest(21201, "No 'To' number is specified");
  const from = normalizeNumber(form.get('From') ?? '');
  if (from === '') throw badRequest(21213, "'From' phone number is required");
  const applicationSid = form.get('ApplicationSid') ?? '';
  if (applicationSid !== '' && !/^AP[0-9a-fA-F]{32}$/.test(applicationSid)) {
    throw badRequest(21218, `Invalid ApplicationSid: ${applicationSid}`);
  }
  if (!isEndpoint(to)) checkTo(to);
  const number = isEndpoint(to) ? ownNumber(context, from) : checkFrom(context, from, form.get('CallToken') ?? '');
  const sendDigits = form.get('SendDigits') ?? '';
  if (!/^[0-9A-D*#wW]{0,32}$/.test(sendDigits)) throw badRequest(21206, `Invalid SendDigits: ${sendDigits}`);
  return {
    from,
    to,
    number,
    instructions: instructions ?? readInstructions(form) ?? applicationAddress(context, number, applicationSid),
    fallback: readAddress(form, 'FallbackUrl', 'FallbackMethod'),
    callback: applicationSid === '' ? readCallback(form) : undefined,
    timeoutMs: secondsParameter(form, 'Timeout', 60, 600, 21208),
    timeLimitMs: secondsParameter(form, 'TimeLimit', 14_400, 86_400, 20001),
    sendDigits,
    recording: form.get('Record') === 'true' ? readRecording(form, 'OutboundAPI') : undefined,
    // https://www.twilio.com/docs/voice/api/call-resource#senddigits: the detection is ignored.
    detection: sendDigits === '' ? readDetection(form) : undefined,
  };
}

/**
 * Reads `Url`, or else `Twiml`.
 * @returns undefined without either
 * @throws ApiError 21205 for an invalid URL, 21209 for an invalid method, 20001 for long TwiML
 */
export function readInstructions(form: Params): { twiml: string } | WebhookAddress | undefined {
  const url = readAddress(form, 'Url', 'Method');
  if (url !== undefined) return url;
  const twiml = form.get('Twiml');
  if (twiml === undefined || twiml === '') return undefined;
  if (twiml.length > MAX_TWIML_LENGTH) throw badRequest(20001, 'Twiml is longer than 4000 characters');
  return { twiml };
}

/** Reads the status callback of a call. @throws ApiError 21609 for an invalid URL, 21209 for an invalid method */
export function readCallback(form: Params): CallRecord['callback'] {
  const address = readAddress(form, 'StatusCallback', 'StatusCallbackMethod', 21609);
  if (address === undefined) return undefined;
  const requested = form.all('StatusCallbackEvent').flatMap((text) => text.split(/\s+/));
  const events = CALL_EVENTS.filter((event) => requested.includes(event));
  return { ...address, events: new Set(events.length === 0 ? ['completed'] : events) };
}

/**
 * Reads the options of a recording.
 * https://www.twilio.com/docs/voice/api/recording#create-a-recording-resource
 *
 * @throws ApiError 21205 for an invalid URL, 21209 for an invalid method
 */
export function readRecording(form: Params, source: RecordingOptions['source']): RecordingOptions {
  const track = form.get('RecordingTrack');
  return {
    source,
    track: track === 'inbound' || track === 'outbound' ? track : 'both',
    channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
    callback: readRecordingCallback(form),
  };
}

/**
 * Reads the status callback of a recording.
 * @param prefix the prefix of the parameters, such as `Conference`
 * @throws ApiError 21205 for an invalid URL, 21209 for an invalid method
 */
export function readRecordingCallback(form: Params, prefix = ''): RecordingOptions['callback'] {
  const name = `${prefix}RecordingStatusCallback`;
  const address = readAddress(form, name, `${name}Method`);
  const requested = form.all(`${name}Event`).flatMap((text) => text.split(/\s+/));
  const events = RECORDING_EVENTS.filter((event) => requested.includes(event));
  return address && { ...address, events: new Set(events.length === 0 ? ['completed'] : events) };
}

/** Reads a URL and its method. @throws ApiError with `code` for an invalid URL, 21209 for an invalid method */
export function readAddress(
  form: Params,
  name: string,
  methodName: string,
  code = 21205,
  defaultMethod = 'POST',
): WebhookAddress | undefined {
  const url = form.get(name);
  if (url === undefined || url === '') return undefined;
  if (!isHttpUrl(url)) throw badRequest(code, `${name} is not a valid URL: ${url}`);
  const method = (form.get(methodName) ?? defaultMethod).toUpperCase();
  if (method !== 'GET' && method !== 'POST') throw badRequest(21209, `${methodName} must be GET or POST: ${method}`);
  return { url, method };
}

/** The simulator has no applications: uses the voice URL of the number. */
function applicationAddress(
  context: SimulatorContext,
  number: CallRecord['number'],
  applicationSid: string,
): WebhookAddress {
  const url = applicationSid === '' || number === undefined ? '' : voiceUrl(context, number);
  if (url === '') throw badRequest(21205, 'Url parameter is required.');
  return { url, method: number?.settings.voice_method ?? 'POST' };
}

/** A SIP address or a client. They can be called from any number. https://www.twilio.com/docs/voice/api/sip-making-calls */
function isEndpoint(to: string): boolean {
  return /^(?:sips?:[^\s@]+@|client:)\S+$/i.test(to);
}

function checkTo(to: string): void {
  switch (isE164(to) ? REJECTED_CALLEES[to] : 21211) {
    case 21211:
      throw badRequest(21211, `The phone number you are attempting to call, ${to}, is not valid.`);
    case 21217:
      throw badRequest(21217, `Phone number does not appear to be valid: ${to}`);
    case 21214:
      throw badRequest(21214, `'To' phone number cannot be reached: ${to}`);
    case 21215:
      throw badRequest(
        21215,
        `Account not authorized to call ${to}. Perhaps you need to enable some international permissions`,
      );
    case 21216:
      throw badRequest(21216, `Account not allowed to call ${to}`);
    default:
      break;
  }
}

function checkFrom(context: SimulatorContext, from: string, token: string): CallRecord['number'] {
  if (!isE164(from) || REJECTED_CALLERS[from] === 21212) {
    throw badRequest(21212, `The 'From' number ${from} is not a valid phone number`);
  }
  const number = ownNumber(context, from);
  if (number === undefined && !isVerifiedCallerId(context, from) && !isTokenOfCaller(context, token, from)) {
    throw badRequest(21210, `The source phone number provided, ${from}, is not yet verified for your account.`);
  }
  return number;
}

function readDetection(form: Params): OutboundCall['detection'] {
  const mode = form.get('MachineDetection') ?? '';
  if (mode === '') return undefined;
  if (mode !== 'Enable' && mode !== 'DetectMessageEnd') {
    throw badRequest(21207, `MachineDetection must be Enable or DetectMessageEnd: ${mode}`);
  }
  return {
    mode,
    timeoutMs: secondsParameter(form, 'MachineDetectionTimeout', 30, 59, 20001),
    isAsync: form.get('AsyncAmd') === 'true',
    callback: readAddress(form, 'AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod'),
  };
}

/** Reads seconds, as milliseconds. @throws ApiError with `code` for another number than 1 to `max` */
export function secondsParameter(form: Params, name: string, fallback: number, max: number, code: number): number {
  const text = form.get(name);
  if (text === undefined || text === '') return fallback * 1000;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) throw badRequest(code, `${name} must be from 1 to ${String(max)} seconds: ${text}`);
  return value * 1000;
}
