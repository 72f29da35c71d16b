import { badRequest, notFound } from '../core/api-error';
import { isHttpUrl } from '../messaging/media';
import { numberView, smsUrl, statusCallback, voiceUrl } from '../numbering/own-numbers';
import { capabilitiesOf } from '../numbering/numbering-plan';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { rfc2822 } from '../protocol/dates';
import { pageOf } from '../protocol/paging';
import type { Route } from './router';
import type { NumberSettings, NumberRecord } from '../model/numbers';
import type { Params, RestCall } from '../model/rest';

const LIST_PATH = '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json';
const ONE_PATH = '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json';

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const numberRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'api',
    path: LIST_PATH,
    answer(call) {
      const { world, query } = call;
      const digits = query.get('PhoneNumber');
      const name = query.get('FriendlyName');
      // Own numbers are neither beta nor hosted.
      const none = query.get('Beta') === 'true' || query.get('Origin') === 'hosted';
      const numbers = world.numbers
        .all()
        .filter(
          (number) =>
            !none &&
            (digits === undefined || matchesDigits(number.phoneNumber, digits)) &&
            (name === undefined || number.settings.friendly_name === name),
        );
      const body = pageOf(call, 'incoming_phone_numbers', numbers, (number) => numberResource(world, number));
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    product: 'api',
    path: ONE_PATH,
    answer: (call) => ({ status: 200, body: numberResource(call.world, numberOf(call)) }),
  },
  {
    method: 'POST',
    product: 'api',
    path: ONE_PATH,
    answer(call) {
      const { world } = call;
      const number = numberOf(call);
      number.settings = { ...number.settings, ...readSettings(call.form) };
      number.updatedAt = world.timers.now();
      world.changed({ type: 'number', item: numberView(world, number) });
      return { status: 200, body: numberResource(world, number) };
    },
  },
];

/** @throws ApiError 20404 when there is no such own number */
export function numberOf(call: RestCall): NumberRecord {
  const number = call.world.numbers.get(call.path['Sid'] ?? '');
  if (number === undefined) throw notFound(call.pathname);
  return number;
}

/** A pattern of digits anywhere in the number; `*` stands for one digit. */
function matchesDigits(phoneNumber: string, wanted: string): boolean {
  const pattern = wanted.replace(/[^\d*]/g, '').replace(/\*/g, '\\d');
  return new RegExp(pattern).test(phoneNumber);
}

type UrlSetting = 'sms_url' | 'sms_fallback_url' | 'voice_url' | 'voice_fallback_url' | 'status_callback';
type MethodSetting =
  'sms_method' | 'sms_fallback_method' | 'voice_method' | 'voice_fallback_method' | 'status_callback_method';
type SidSetting =
  | 'sms_application_sid'
  | 'voice_application_sid'
  | 'trunk_sid'
  | 'address_sid'
  | 'bundle_sid'
  | 'identity_sid'
  | 'emergency_address_sid';

const URLS: Readonly<Record<string, readonly [UrlSetting, code: number]>> = {
  SmsUrl: ['sms_url', 21502],
  SmsFallbackUrl: ['sms_fallback_url', 21502],
  VoiceUrl: ['voice_url', 21502],
  VoiceFallbackUrl: ['voice_fallback_url', 21502],
  StatusCallback: ['status_callback', 21502],
};
const METHODS: Readonly<Record<string, MethodSetting>> = {
  SmsMethod: 'sms_method',
  SmsFallbackMethod: 'sms_fallback_method',
  VoiceMethod: 'voice_method',
  VoiceFallbackMethod: 'voice_fallback_method',
  StatusCallbackMethod: 'status_callback_method',
};
const SIDS: Readonly<Record<string, SidSetting>> = {
  SmsApplicationSid: 'sms_application_sid',
  VoiceApplicationSid: 'voice_application_sid',
  TrunkSid: 'trunk_sid',
  AddressSid: 'address_sid',
  BundleSid: 'bundle_sid',
  IdentitySid: 'identity_sid',
  EmergencyAddressSid: 'emergency_address_sid',
};

/** @throws ApiError when a URL or a method is none */
export function readSettings(form: Params): Partial<NumberSettings> {
  const read: Partial<NumberSettings> = {};
  for (const [parameter, [setting, code]] of Object.entries(URLS)) {
    const url = form.get(parameter);
    if (url === undefined) continue;
    if (url !== '' && !isHttpUrl(url)) throw badRequest(code, `${parameter} is not a valid URL: ${url}`);
    read[setting] = url;
  }
  for (const [parameter, setting] of Object.entries(METHODS)) {
    const method = form.get(parameter)?.toUpperCase();
    if (method === undefined) continue;
    if (method !== 'GET' && method !== 'POST') throw badRequest(21403, `${parameter} must be GET or POST: ${method}`);
    read[setting] = method;
  }
  for (const [parameter, setting] of Object.entries(SIDS)) {
    const sid = form.get(parameter);
    if (sid !== undefined) read[setting] = sid;
  }
  const name = form.get('FriendlyName');
  if (name !== undefined) {
    if (name.length > 64) throw badRequest(21406, 'FriendlyName is longer than 64 characters');
    read.friendly_name = name;
  }
  const lookup = form.get('VoiceCallerIdLookup');
  if (lookup !== undefined) read.voice_caller_id_lookup = lookup === 'true';
  const mode = form.get('VoiceReceiveMode');
  if (mode !== undefined) read.voice_receive_mode = mode;
  const emergency = form.get('EmergencyStatus');
  if (emergency !== undefined) read.emergency_status = emergency;
  return read;
}

/** An own number as the API shows it. */
export function numberResource(world: SimulatorContext, number: NumberRecord): Record<string, unknown> {
  return {
    ...number.settings,
    sms_url: smsUrl(world, number),
    voice_url: voiceUrl(world, number),
    status_callback: statusCallback(world, number),
    account_sid: world.accountSid,
    address_requirements: 'none',
    api_version: API_VERSION,
    beta: false,
    capabilities: capabilitiesOf(number.phoneNumber),
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    emergency_address_status: 'unregistered',
    origin: 'twilio',
    phone_number: number.phoneNumber,
    sid: number.sid,
    status: 'in-use',
    uri: `/${API_VERSION}/Accounts/${world.accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}
