import type {
  VerificationInstance,
  VerificationListInstanceCreateOptions,
} from 'twilio/lib/rest/verify/v2/service/verification';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty } from '../validation/objects';
import { jsonObject } from '../validation/json-options';
import { boolean, oneOf, secret, text, type Reader } from '../validation/option-readers';
import { readOptions } from '../validation/options';
import { hidingCode } from './hide-code';
import { verifyRecipient } from './verify-recipient';
import { verifyServiceSid } from './verify-service';

/** https://www.twilio.com/docs/verify/api/verification#start-a-verification */
export const VERIFY_CHANNELS = ['sms', 'call', 'whatsapp', 'email', 'sna', 'auto'] as const;

type StartOptions = Omit<VerificationListInstanceCreateOptions, 'to' | 'channel'>;

/** The options of a new verification. */
export const START_READERS: Readonly<Record<keyof StartOptions, Reader>> = {
  amount: text,
  appHash: text,
  channelConfiguration: jsonObject,
  // The verification code, which an error must not show.
  customCode: secret,
  customFriendlyName: text,
  customMessage: text,
  deviceIp: text,
  enableSnaClientToken: boolean,
  locale: text,
  payee: text,
  rateLimits: jsonObject,
  riskCheck: oneOf('enable', 'disable'),
  sendDigits: text,
  tags: jsonObject,
  templateCustomSubstitutions: jsonObject,
  templateSid: text,
  templates: text,
};

/** A verification to start. Values come from the flow and are checked. */
export interface VerificationRequest {
  /** The account's Verify Service when empty. */
  service?: unknown;
  to: unknown;
  /** One of {@link VERIFY_CHANNELS}; `sms` when empty. */
  channel?: unknown;
  /** Other parameters of the REST API in camelCase. */
  options?: unknown;
}

/**
 * Sends a verification code. The channel `sna` checks the SIM card instead.
 * https://www.twilio.com/docs/verify/api/verification#start-a-verification
 * @returns Twilio's Verification resource as plain JSON
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS`, `INVALID_PARAMETER` or `INVALID_RECIPIENT` before anything is
 * sent; otherwise the error that Twilio returns
 */
export async function startVerification(
  account: Account,
  request: VerificationRequest,
): Promise<PlainResource<VerificationInstance>> {
  const service = verifyServiceSid(request.service, account);
  const channel = isEmpty(request.channel) ? 'sms' : String(request.channel);
  if (!VERIFY_CHANNELS.some((known) => known === channel)) {
    throw new TwilioError('INVALID_PARAMETER', `Verify has no channel "${channel}"`, {
      hint: `Choose one of ${VERIFY_CHANNELS.join(', ')}.`,
    });
  }
  const to = verifyRecipient(request.to, channel);
  const options = readOptions<StartOptions>(START_READERS, request.options, {
    plural: 'verifications',
    code: 'INVALID_PARAMETER',
  });
  return hidingCode(options.customCode, () =>
    account.requestResource('VERIFY_FAILED', (client) =>
      client.verify.v2.services(service).verifications.create({ ...options, to, channel }),
    ),
  );
}
