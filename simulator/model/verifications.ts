/** https://www.twilio.com/docs/verify/api/verification */
export type VerifyChannel = 'sms' | 'call' | 'email' | 'whatsapp' | 'sna';

/** A verification as the state shows it, and the one place where its code can be read. Times are ISO 8601. */
export interface SimulatedVerification {
  sid: string;
  serviceSid: string;
  to: string;
  channel: VerifyChannel;
  status: 'pending' | 'approved' | 'canceled' | 'max_attempts_reached' | 'expired' | 'deleted';
  code: string;
  /** How many wrong codes were given. */
  attempts: number;
  dateCreated: string;
  expiresAt: string;
}
