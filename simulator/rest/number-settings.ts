import { badRequest } from '../core/api-error';
import { isHttpUrl } from '../messaging/media';
import type { NumberSettings } from '../model/numbers';
import type { Params } from '../model/rest';

type UrlSetting = 'sms_url' | 'sms_fallback_url' | 'voice_url' | 'voice_fallback_url' | 'status_callback';
type MethodSetting =
  | 'sms_method'
  | 'sms_fallback_method'
  | 'voice_method'
  | 'voice_fallback_method'
  | 'status_callback_method';
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

/**
 * Reads the settings of an own number.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#update-an-incomingphonenumber-resource
 *
 * @throws ApiError 21502 for an invalid URL, 21403 for an invalid method, 21406 for a long name
 */
export function readNumberSettings(form: Params): Partial<NumberSettings> {
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
  // Setting one of them deletes the other one.
  if (read.trunk_sid) read.voice_application_sid ??= '';
  else if (read.voice_application_sid) read.trunk_sid ??= '';
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
