import { isVerificationSid, verificationRecipient } from '../addresses/verification-recipient';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, preview } from '../validation/objects';

/**
 * The recipient of a verification: a phone number in E.164 format, or an email address.
 * @param channel `undefined` when it is not known; then both are valid
 * @throws {TwilioError} `INVALID_RECIPIENT`
 */
export function verifyRecipient(to: unknown, channel: string | undefined): string {
  const given = typeof to === 'number' ? String(to) : to;
  const recipient = typeof given === 'string' ? verificationRecipient(given, channel) : undefined;
  if (recipient !== undefined) return recipient;
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
  return isVerificationSid(sid) ? { verificationSid: sid } : { to: verifyRecipient(to, undefined) };
}
