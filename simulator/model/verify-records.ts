import type { SimulatedVerification, VerifyChannel } from './simulator';

/** The settings of a Verify Service, with the names of the API. */
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

/** A Verify Service. Times are in milliseconds since 1970. */
export interface VerifyService {
  readonly sid: string;
  settings: VerifyServiceSettings;
  readonly createdAt: number;
  updatedAt: number;
}

/** A verification with the simulator's own data. Times are in milliseconds since 1970. */
export interface VerificationRecord {
  readonly sid: string;
  /** The verification as the state shows it, with the code. */
  readonly view: SimulatedVerification;
  readonly createdAt: number;
  updatedAt: number;
  readonly amount: string | undefined;
  readonly payee: string | undefined;
  /** The messages and calls with the code. */
  readonly sends: { at: number; channel: VerifyChannel; sid: string }[];
  /** Cancels the expiration. */
  cancelTimer: () => void;
}
