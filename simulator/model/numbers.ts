/** An own number as the state shows it. URLs are without credentials, and times are ISO 8601. */
export interface SimulatedNumber {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  smsUrl: string;
  smsMethod: string;
  smsFallbackUrl: string;
  smsFallbackMethod: string;
  voiceUrl: string;
  voiceMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
  dateCreated: string;
  dateUpdated: string;
}

/** The settings of an own number, with the names of the API. */
export interface NumberSettings {
  friendly_name: string;
  sms_url: string | null;
  sms_method: string;
  sms_fallback_url: string;
  sms_fallback_method: string;
  sms_application_sid: string;
  voice_url: string | null;
  voice_method: string;
  voice_fallback_url: string;
  voice_fallback_method: string;
  voice_application_sid: string;
  voice_caller_id_lookup: boolean;
  voice_receive_mode: string;
  status_callback: string | null;
  status_callback_method: string;
  trunk_sid: string | null;
  address_sid: string | null;
  bundle_sid: string | null;
  identity_sid: string | null;
  emergency_status: string;
  emergency_address_sid: string | null;
}

/** A number outside of the account that is a verified caller ID. Times are in milliseconds since 1970. */
export interface CallerIdRecord {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  createdAt: number;
  updatedAt: number;
}

/** An own number. Null instead of a URL means the webhook of the account. Times are in milliseconds since 1970. */
export interface NumberRecord {
  sid: string;
  phoneNumber: string;
  settings: NumberSettings;
  createdAt: number;
  updatedAt: number;
}
