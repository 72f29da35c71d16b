import { phoneNumber } from '../addresses/phone-number';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, preview } from '../validation/objects';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const VERIFICATION_SID = /^VE[0-9a-f]{32}$/i;

/**
 * The recipient of a verification: a phone number in E.164 format, or an email address.
 * @param channel `undefined` when it is not known; then both are valid
 * @throws {TwilioError} `INVALID_RECIPIENT`
 */
export function verifyRecipient(to: unknown, channel: string | undefined): string {
  const given = typeof to === 'number' ? String(to) : to;
  if (typeof given === 'string') {
    const trimmed = given.trim();
    if (EMAIL.test(trimmed) && (channel === undefined || channel === 'email')) return trimmed;
    const number = phoneNumber(trimmed.replace(/^whatsapp:/i, ''));
    if (number !== undefined && channel !== 'email') return number;
  }
  const wanted = channel === 'email' ? 'an email address' : 'a phone number in E.164 format, such as +14155550100';
  const problem = isEmpty(to)
    ? 'The recipient is missing'
    : `${preview(given)} is not a valid recipient for a verification`;
  throw new TwilioError('INVALID_RECIPIENT', problem, { hint: `Enter ${wanted}.` });
}

/** A verification that was started: its recipient or its SID, as parameters of the REST API. */
export type VerificationKey = { to: string } | { verificationSid: string };

/** @throws {TwilioError} `INVALID_RECIPIENT` */
export function verificationKey(to: unknown): VerificationKey {
  const sid = typeof to === 'string' ? to.trim() : '';
  return VERIFICATION_SID.test(sid) ? { verificationSid: sid } : { to: verifyRecipient(to, undefined) };
}
