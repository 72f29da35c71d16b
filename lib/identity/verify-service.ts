import type { ServiceInstance, ServiceListInstanceCreateOptions } from 'twilio/lib/rest/verify/v2/service';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { isSid } from '../validation/sid';
import { TwilioError } from '../errors/twilio-error';
import { characterCount } from '../validation/message-body';
import { isEmpty, preview } from '../validation/objects';
import { boolean, count, text, type Reader } from '../validation/option-readers';
import { readOptions } from '../validation/options';

const MAX_NAME_LENGTH = 32;

/**
 * The SID of the Verify Service: the one given, or that of the account.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when it is missing or not valid
 */
export function verifyServiceSid(given: unknown, account: Account): string {
  const service = isEmpty(given) ? account.settings.verifyServiceSid : given;
  if (typeof service === 'string' && isSid(service.trim(), 'VA')) return service.trim();
  const problem = isEmpty(service)
    ? 'The Verify Service is missing'
    : `${preview(service)} is not a valid Verify Service`;
  throw new TwilioError('INVALID_CONNECTION_SETTINGS', problem, {
    hint: 'Choose a Verify Service in the node or in the account node, or create one with this node. Its SID starts with VA.',
  });
}

type ServiceOptions = Omit<ServiceListInstanceCreateOptions, 'friendlyName'>;

/** https://www.twilio.com/docs/verify/api/service#create-a-verification-service */
const READERS: Readonly<Record<keyof ServiceOptions, Reader>> = {
  codeLength: count(4, 10),
  customCodeEnabled: boolean,
  defaultTemplateSid: text,
  doNotShareWarningEnabled: boolean,
  dtmfInputRequired: boolean,
  lookupEnabled: boolean,
  'passkeys.authenticatorAttachment': text,
  'passkeys.discoverableCredentials': text,
  'passkeys.relyingParty.id': text,
  'passkeys.relyingParty.name': text,
  'passkeys.relyingParty.origins': text,
  'passkeys.userVerification': text,
  psd2Enabled: boolean,
  'push.apnCredentialSid': text,
  'push.fcmCredentialSid': text,
  'push.includeDate': boolean,
  skipSmsToLandlines: boolean,
  'totp.codeLength': count(3, 8),
  'totp.issuer': text,
  'totp.skew': count(0, 2),
  'totp.timeStep': count(20, 60),
  ttsName: text,
  verifyEventSubscriptionEnabled: boolean,
  'whatsapp.from': text,
  'whatsapp.msgServiceSid': text,
};

/**
 * Creates a Verify Service. https://www.twilio.com/docs/verify/api/service#create-a-verification-service
 * @param name what recipients see in their messages, up to 32 characters
 * @param options other parameters of the REST API in camelCase
 * @returns Twilio's Service resource as plain JSON
 * @throws {TwilioError} `INVALID_PARAMETER`, or the error that Twilio returns
 */
export async function createVerifyService(
  account: Account,
  name: unknown,
  options: unknown,
): Promise<PlainResource<ServiceInstance>> {
  const friendlyName = typeof name === 'string' || typeof name === 'number' ? String(name).trim() : '';
  if (friendlyName === '' || characterCount(friendlyName) > MAX_NAME_LENGTH) {
    throw new TwilioError('INVALID_PARAMETER', `A Verify Service needs a name of up to ${MAX_NAME_LENGTH} characters`, {
      hint: 'Recipients see this name in the message with the code.',
    });
  }
  const read = readOptions<ServiceOptions>(READERS, options, { plural: 'Verify Services', code: 'INVALID_PARAMETER' });
  return account.requestResource('VERIFY_FAILED', (client) =>
    client.verify.v2.services.create({ ...read, friendlyName }),
  );
}
