import type { SimulatedVerification, VerifyChannel } from './simulator';

/** The settings of a Verify Service, under the API's own names. */
export interface VerifyServiceSettings {
  friendly_name: string;
  code_length: number;
  lookup_enabled: boolean;
  psd2_enabled: boolean;
  skip_sms_to_landlines: boolean;
  dtmf_input_required: boolean;
  tts_name: string | null;
  do_not_share_warning_enabled: boolean;
  custom_code_enabled: boolean;
  verify_event_subscription_enabled: boolean;
  default_template_sid: string | null;
  push: Record<string, unknown>;
  totp: Record<string, unknown>;
  whatsapp: Record<string, unknown>;
  passkeys: Record<string, unknown>;
}

/** A Verify Service. Times are in milliseconds. */
export interface VerifyService {
  readonly sid: string;
  settings: VerifyServiceSettings;
  readonly createdAt: number;
  updatedAt: number;
}

/** A verification and what only the simulator needs to know of it. */
export interface VerificationRecord {
  readonly sid: string;
  /** What the state shows, kept up to date. The one place where the code is. */
  readonly view: SimulatedVerification;
  readonly createdAt: number;
  updatedAt: number;
  readonly amount: string | undefined;
  readonly payee: string | undefined;
  /** Each time that a code was sent, and how. */
  readonly sends: { at: number; channel: VerifyChannel; sid: string }[];
  /** Calls off its end. */
  cancelTimer: () => void;
}
