import { isE164 } from './phone-numbers';
import { loggedUrl } from '../core/request-log';
import type { SimulatorContext } from '../model/context';
import { SimulatorInputError } from '../core/input-error';
import type { CallerIdRecord, SimulatedNumber, NumberRecord } from '../model/numbers';

/** The limit of own numbers. */
export const MAX_NUMBERS = 1000;

/**
 * A new own number with Twilio's defaults.
 * @throws SimulatorInputError when it is not an E.164 number
 */
export function newNumber(phoneNumber: string, sid: string, now: number): NumberRecord {
  if (!isE164(phoneNumber)) {
    throw new SimulatorInputError(`"${phoneNumber}" is not an E.164 number, such as +14155550100.`);
  }
  return {
    sid,
    phoneNumber,
    createdAt: now,
    updatedAt: now,
    settings: {
      friendly_name: friendlyName(phoneNumber),
      sms_url: null,
      sms_method: 'POST',
      sms_fallback_url: '',
      sms_fallback_method: 'POST',
      sms_application_sid: '',
      voice_url: null,
      voice_method: 'POST',
      voice_fallback_url: '',
      voice_fallback_method: 'POST',
      voice_application_sid: '',
      voice_caller_id_lookup: false,
      voice_receive_mode: 'voice',
      status_callback: null,
      status_callback_method: 'POST',
      trunk_sid: null,
      address_sid: null,
      bundle_sid: null,
      identity_sid: null,
      emergency_status: 'Active',
      emergency_address_sid: null,
    },
  };
}

/**
 * A verified caller ID.
 * @throws SimulatorInputError when it is not an E.164 number
 */
export function newCallerId(phoneNumber: string, sid: string, now: number): CallerIdRecord {
  if (!isE164(phoneNumber)) {
    throw new SimulatorInputError(`"${phoneNumber}" is not an E.164 number, such as +14155550190.`);
  }
  return { sid, phoneNumber, friendlyName: friendlyName(phoneNumber), createdAt: now, updatedAt: now };
}

/** Whether calls can be made from a number that is not the account's own. */
export const isVerifiedCallerId = (context: SimulatorContext, phoneNumber: string): boolean =>
  context.callerIds.all().some((callerId) => callerId.phoneNumber === phoneNumber);

/** The own number with this phone number, if any. */
export function ownNumber(context: SimulatorContext, phoneNumber: string): NumberRecord | undefined {
  return context.numbers.all().find((number) => number.phoneNumber === phoneNumber);
}

/** The webhook of incoming messages, or ''. */
export function smsUrl(context: SimulatorContext, number: NumberRecord): string {
  return number.settings.sms_url ?? context.webhooks().message?.url ?? '';
}

/** The webhook of incoming calls, or ''. */
export function voiceUrl(context: SimulatorContext, number: NumberRecord): string {
  return number.settings.voice_url ?? context.webhooks().call?.url ?? '';
}

/** The status callback of incoming calls, or ''. */
export function statusCallback(context: SimulatorContext, number: NumberRecord): string {
  return number.settings.status_callback ?? context.webhooks().callStatus?.url ?? '';
}

/** A number as the state shows it. */
export function numberView(context: SimulatorContext, number: NumberRecord): SimulatedNumber {
  const { settings } = number;
  return {
    sid: number.sid,
    phoneNumber: number.phoneNumber,
    friendlyName: settings.friendly_name,
    smsUrl: loggedUrl(smsUrl(context, number)),
    smsMethod: settings.sms_method,
    smsFallbackUrl: loggedUrl(settings.sms_fallback_url),
    smsFallbackMethod: settings.sms_fallback_method,
    voiceUrl: loggedUrl(voiceUrl(context, number)),
    voiceMethod: settings.voice_method,
    statusCallback: loggedUrl(statusCallback(context, number)),
    statusCallbackMethod: settings.status_callback_method,
    dateCreated: new Date(number.createdAt).toISOString(),
    dateUpdated: new Date(number.updatedAt).toISOString(),
  };
}

/** The default name of a number: `(415) 555-0100` for the United States and Canada, else E.164. */
export function friendlyName(phoneNumber: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phoneNumber);
  if (parts === null) return phoneNumber;
  return `(${parts[1] ?? ''}) ${parts[2] ?? ''}-${parts[3] ?? ''}`;
}
