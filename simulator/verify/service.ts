import type { ApiError } from '../core/api-error';
import { badRequest } from '../core/api-error';
import { isoSeconds } from '../protocol/meta-pagination';
import type { SimulatorContext } from '../model/context';
import type { VerifyServiceSettings, VerifyService } from '../model/verify-records';
import type { Params } from '../model/rest';

/** The longest name of a service. https://www.twilio.com/docs/verify/api/service */
const MAX_NAME_LENGTH = 32;

/** A new service with Twilio's defaults. */
export function newService(sid: string, friendlyName: string, now: number): VerifyService {
  return {
    sid,
    createdAt: now,
    updatedAt: now,
    settings: {
      friendly_name: friendlyName,
      code_length: 6,
      lookup_enabled: false,
      psd2_enabled: false,
      skip_sms_to_landlines: false,
      dtmf_input_required: true,
      tts_name: null,
      do_not_share_warning_enabled: false,
      custom_code_enabled: false,
      verify_event_subscription_enabled: false,
      default_template_sid: null,
      push: { include_date: false, apn_credential_sid: null, fcm_credential_sid: null },
      totp: { issuer: null, time_step: 30, code_length: 6, skew: 1 },
      whatsapp: { msg_service_sid: null, from: null },
      passkeys: {
        relying_party: { id: null, name: null, origins: null },
        authenticator_attachment: null,
        discoverable_credentials: null,
        user_verification: null,
      },
    },
  };
}

/** The error for an invalid parameter. Without its value, which can be a code. */
export function invalidParameter(name: string): ApiError {
  return badRequest(60200, `Invalid parameter: ${name}`);
}

type Flag = {
  [K in keyof VerifyServiceSettings]: VerifyServiceSettings[K] extends boolean ? K : never;
}[keyof VerifyServiceSettings];

const FLAGS: Readonly<Record<string, Flag>> = {
  LookupEnabled: 'lookup_enabled',
  Psd2Enabled: 'psd2_enabled',
  SkipSmsToLandlines: 'skip_sms_to_landlines',
  DtmfInputRequired: 'dtmf_input_required',
  DoNotShareWarningEnabled: 'do_not_share_warning_enabled',
  CustomCodeEnabled: 'custom_code_enabled',
  VerifyEventSubscriptionEnabled: 'verify_event_subscription_enabled',
};

const TEXTS: Readonly<Record<string, readonly ['push' | 'totp' | 'whatsapp', member: string]>> = {
  'Push.ApnCredentialSid': ['push', 'apn_credential_sid'],
  'Push.FcmCredentialSid': ['push', 'fcm_credential_sid'],
  'Totp.Issuer': ['totp', 'issuer'],
  'Whatsapp.MsgServiceSid': ['whatsapp', 'msg_service_sid'],
  'Whatsapp.From': ['whatsapp', 'from'],
};

/**
 * Reads the settings of a service. Ignores push and passkey settings that are not strings.
 * @throws ApiError 60200 for an invalid setting
 */
export function readServiceSettings(form: Params, before: VerifyServiceSettings): VerifyServiceSettings {
  const read: VerifyServiceSettings = structuredClone(before);
  const name = form.get('FriendlyName');
  if (name !== undefined) {
    // Twilio rejects names that look like a code.
    if (name.trim() === '' || [...name].length > MAX_NAME_LENGTH || /\d{5,}/.test(name)) {
      throw invalidParameter('FriendlyName');
    }
    read.friendly_name = name;
  }
  const length = form.get('CodeLength');
  if (length !== undefined) {
    if (!/^(?:[4-9]|10)$/.test(length)) throw invalidParameter('CodeLength');
    read.code_length = Number(length);
  }
  for (const [parameter, setting] of Object.entries(FLAGS)) {
    const flag = form.get(parameter);
    if (flag === undefined) continue;
    if (!/^(?:true|false)$/i.test(flag)) throw invalidParameter(parameter);
    read[setting] = flag.toLowerCase() === 'true';
  }
  const template = form.get('DefaultTemplateSid');
  if (template !== undefined) {
    if (template !== '' && !/^HJ[0-9a-fA-F]{32}$/.test(template)) throw invalidParameter('DefaultTemplateSid');
    read.default_template_sid = template === '' ? null : template;
  }
  const voice = form.get('TtsName');
  if (voice !== undefined) read.tts_name = voice;
  for (const [parameter, [group, member]] of Object.entries(TEXTS)) {
    const text = form.get(parameter);
    if (text !== undefined) read[group][member] = text;
  }
  return read;
}

const LINKS = {
  verification_checks: 'VerificationCheck',
  verifications: 'Verifications',
  rate_limits: 'RateLimits',
  messaging_configurations: 'MessagingConfigurations',
  entities: 'Entities',
  webhooks: 'Webhooks',
  access_tokens: 'AccessTokens',
};

/** A service as JSON. */
export function serviceResource(context: SimulatorContext, service: VerifyService): Record<string, unknown> {
  const url = `https://verify.twilio.com/v2/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: context.accountSid,
    ...service.settings,
    date_created: isoSeconds(service.createdAt),
    date_updated: isoSeconds(service.updatedAt),
    url,
    links: Object.fromEntries(Object.entries(LINKS).map(([name, path]) => [name, `${url}/${path}`])),
  };
}
