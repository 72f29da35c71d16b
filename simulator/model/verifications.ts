/** https://www.twilio.com/docs/verify/api/verification */
export type VerifyChannel = 'sms' | 'call' | 'email' | 'whatsapp' | 'sna';

/** A verification as the state shows it. Only the state shows the code. Times are ISO 8601. */
export interface SimulatedVerification {
  sid: string;
  serviceSid: string;
  to: string;
  channel: VerifyChannel;
  status: 'pending' | 'approved' | 'canceled' | 'max_attempts_reached' | 'expired' | 'deleted';
  code: string;
  /** The number of wrong codes. */
  attempts: number;
  dateCreated: string;
  expiresAt: string;
}
