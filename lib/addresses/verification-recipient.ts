import { phoneNumber } from './phone-number';
import { isSid } from '../validation/sid';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * The recipient of a verification: an email address or a phone number in E.164 format.
 * @param channel the channel of the verification; without it, both kinds of address are valid
 * @returns the recipient in the form that Twilio takes, or `undefined` when it is not valid
 * @see https://www.twilio.com/docs/verify/api/verification#start-a-verification
 */
export function verificationRecipient(text: string, channel?: string): string | undefined {
  const trimmed = text.trim();
  if (EMAIL.test(trimmed) && (channel === undefined || channel === 'email')) return trimmed;
  return channel === 'email' ? undefined : phoneNumber(trimmed.replace(/^whatsapp:/i, ''));
}

/** Whether a text is the SID of a verification. */
export const isVerificationSid = (text: string): boolean => isSid(text.trim(), 'VE');
