import type { VerificationInstance } from 'twilio/lib/rest/verify/v2/service/verification';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { verificationKey } from './verify-recipient';
import { verifyServiceSid } from './verify-service';

/**
 * Cancels a verification, so that its code is no longer valid.
 * https://www.twilio.com/docs/verify/api/verification#update-a-verification-status
 * @param request `to` is the recipient, or the SID of the verification
 * @returns Twilio's Verification resource as plain JSON
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` or `INVALID_RECIPIENT`; `NOT_FOUND` when no verification is pending
 */
export async function cancelVerification(
  account: Account,
  request: { service?: unknown; to: unknown },
): Promise<PlainResource<VerificationInstance>> {
  const service = verifyServiceSid(request.service, account);
  const key = verificationKey(request.to);
  const id = 'to' in key ? key.to : key.verificationSid;
  return account.requestResource('VERIFY_FAILED', (client) =>
    client.verify.v2.services(service).verifications(id).update({ status: 'canceled' }),
  );
}
