import { badRequest } from '../core/api-error';
import { isHttpUrl } from '../messaging/media';
import { ownNumber, voiceUrl } from '../numbering/own-numbers';
import { isE164, tidyNumber } from '../numbering/phone-numbers';
import { recordingEvents, type RecordingOptions } from '../voice/recordings/live-recording';
import { REFUSED_CALLEES, REFUSED_CALLERS } from '../voice/call-outcomes';
import type { OutboundCall } from '../voice/outbound-call';
import type { SimulatorContext } from '../model/context';
import type { Address, CallEvent, CallRecord } from '../model/call-records';
import type { Params } from '../model/rest';

const callEvents: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed'];
const MAX_TWIML = 4000;

/**
 * Checks a request for a new call. Parameters that it does not know are ignored, as the API ignores them.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 *
 * @throws ApiError with the code that Twilio gives
 */
export function readCall(world: SimulatorContext, form: Params): OutboundCall {
  const to = tidyNumber(form.get('To') ?? '');
  if (to === '') throw badRequest(21201, "No 'To' number is specified");
  const from = tidyNumber(form.get('From') ?? '');
  if (from === '') throw badRequest(21213, "'From' phone number is required");
  const applicationSid = form.get('ApplicationSid') ?? '';
  if (applicationSid !== '' && !/^AP[0-9a-fA-F]{32}$/.test(applicationSid)) {
    throw badRequest(21218, `Invalid ApplicationSid: ${applicationSid}`);
  }
  if (!isEndpoint(to)) checkTo(to);
  const number = isEndpoint(to) ? ownNumber(world, from) : checkFrom(world, from);
  const sendDigits = form.get('SendDigits') ?? '';
  if (!/^[0-9A-D*#wW]{0,32}$/.test(sendDigits)) throw badRequest(21206, `Invalid SendDigits: ${sendDigits}`);
  return {
    from,
    to,
    number,
    does: readInstructions(form) ?? viaApplication(world, number, applicationSid),
    fallback: addressOf(form, 'FallbackUrl', 'FallbackMethod'),
    callback: applicationSid === '' ? callbackOf(form) : undefined,
    timeout: seconds(form, 'Timeout', 60, 600, 21208),
    timeLimit: seconds(form, 'TimeLimit', 14_400, 86_400, 20001),
    sendDigits,
    recording: form.get('Record') === 'true' ? readRecording(form, 'OutboundAPI') : undefined,
    detection: readDetection(form),
  };
}

/**
 * What shall be done on a call: `Url`, or else `Twiml`.
 * @returns undefined when neither is given
 * @throws ApiError when it is no URL, or too long
 */
export function readInstructions(form: Params): { twiml: string } | Address | undefined {
  const url = addressOf(form, 'Url', 'Method');
  if (url !== undefined) return url;
  const twiml = form.get('Twiml');
  if (twiml === undefined || twiml === '') return undefined;
  if (twiml.length > MAX_TWIML) throw badRequest(20001, 'Twiml is longer than 4000 characters');
  return { twiml };
}

/** Who is told of what becomes of a call. */
export function callbackOf(form: Params): CallRecord['callback'] {
  const address = addressOf(form, 'StatusCallback', 'StatusCallbackMethod', 21609);
  if (address === undefined) return undefined;
  const asked = form.all('StatusCallbackEvent').flatMap((text) => text.split(/\s+/));
  const events = callEvents.filter((event) => asked.includes(event));
  return { ...address, events: new Set(events.length === 0 ? ['completed'] : events) };
}

/** What a request says of a recording to be made. https://www.twilio.com/docs/voice/api/recording#create-a-recording-resource */
export function readRecording(form: Params, source: RecordingOptions['source']): RecordingOptions {
  const address = addressOf(form, 'RecordingStatusCallback', 'RecordingStatusCallbackMethod');
  const asked = form.all('RecordingStatusCallbackEvent').flatMap((text) => text.split(/\s+/));
  const events = recordingEvents.filter((event) => asked.includes(event));
  const track = form.get('RecordingTrack');
  return {
    source,
    track: track === 'inbound' || track === 'outbound' ? track : 'both',
    channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
    callback: address && { ...address, events: new Set(events.length === 0 ? ['completed'] : events) },
  };
}

/** An address that a request gives. @throws ApiError when it is no URL, or the method none */
export function addressOf(form: Params, name: string, methodName: string, code = 21205): Address | undefined {
  const url = form.get(name);
  if (url === undefined || url === '') return undefined;
  if (!isHttpUrl(url)) throw badRequest(code, `${name} is not a valid URL: ${url}`);
  const method = (form.get(methodName) ?? 'POST').toUpperCase();
  if (method !== 'GET' && method !== 'POST') throw badRequest(21209, `${methodName} must be GET or POST: ${method}`);
  return { url, method };
}

/** An application of the simulator has no settings of its own: it goes where the account's calls go. */
function viaApplication(world: SimulatorContext, number: CallRecord['number'], applicationSid: string): Address {
  const url = applicationSid === '' || number === undefined ? '' : voiceUrl(world, number);
  if (url === '') throw badRequest(21205, 'Url parameter is required.');
  return { url, method: number?.settings.voice_method ?? 'POST' };
}

/** A SIP address or a client, which anybody may call from. https://www.twilio.com/docs/voice/api/sip-making-calls */
function isEndpoint(to: string): boolean {
  return /^(?:sips?:[^\s@]+@|client:)\S+$/i.test(to);
}

function checkTo(to: string): void {
  switch (isE164(to) ? REFUSED_CALLEES[to] : 21211) {
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

function checkFrom(world: SimulatorContext, from: string): CallRecord['number'] {
  if (!isE164(from) || REFUSED_CALLERS[from] === 21212) {
    throw badRequest(21212, `The 'From' number ${from} is not a valid phone number`);
  }
  const number = ownNumber(world, from);
  if (number === undefined) {
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
    timeout: seconds(form, 'MachineDetectionTimeout', 30, 59, 20001),
    isAsync: form.get('AsyncAmd') === 'true',
    callback: addressOf(form, 'AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod'),
  };
}

function seconds(form: Params, name: string, otherwise: number, most: number, code: number): number {
  const text = form.get(name);
  if (text === undefined || text === '') return otherwise * 1000;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw badRequest(code, `${name} must be from 1 to ${String(most)} seconds: ${text}`);
  return value * 1000;
}
