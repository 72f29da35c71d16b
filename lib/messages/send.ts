import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, preview } from '../validation/objects';
import type { Resource } from '../account/resource';
import { smsRecipient, smsSender } from '../addresses/message-address';
import { messageContent, type Content } from './content';
import { messageOptions, overridden, type MessageOptions } from './options';
import { segmentsOf } from './segments';

/** What a flow asks to be sent; values are as the flow has them and are checked here. */
export interface SmsRequest {
  to: unknown;
  /** `number`: from `from` or the account's default number; `service`: through a Messaging Service, which chooses. */
  sender: 'number' | 'service';
  from?: unknown;
  messagingServiceSid?: unknown;
  body?: unknown;
  media?: unknown;
  /** Where delivery is to be told, when it is to be. */
  statusCallback?: string | undefined;
  /** Further parameters of the REST API in camelCase. */
  options?: unknown;
}

const SERVICE_SID = /^MG[0-9a-f]{32}$/i;

/**
 * The Messaging Service to send through, the node's own or else the account's.
 * @throws {TwilioError} `MISSING_FROM_NUMBER` or `INVALID_SENDER`
 */
export function serviceOf(given: unknown, account: Account): string {
  const service = isEmpty(given) ? account.settings.messagingServiceSid : given;
  if (typeof service === 'string' && SERVICE_SID.test(service.trim())) return service.trim();
  const what = isEmpty(service) ? 'There is no Messaging Service' : `${preview(service)} is no Messaging Service`;
  throw new TwilioError(isEmpty(service) ? 'MISSING_FROM_NUMBER' : 'INVALID_SENDER', what, {
    hint: 'Set the SID of a Messaging Service (MG and 32 characters) in the node or in the account node.',
  });
}

/** The sender of a message: a number or a Messaging Service, the node's own or else the account's. */
function senderOf(request: SmsRequest, account: Account): { from?: string; messagingServiceSid?: string } {
  const { settings } = account;
  if (request.sender === 'service') {
    return { messagingServiceSid: serviceOf(request.messagingServiceSid, account) };
  }
  const from = isEmpty(request.from) ? settings.from : request.from;
  if (isEmpty(from)) {
    throw new TwilioError('MISSING_FROM_NUMBER', 'There is no sender', {
      hint: 'Set "From" in the node, or a default number in the account node.',
    });
  }
  return { from: smsSender(from) };
}

/** A message whose addresses and content were checked. */
export interface CheckedMessage extends Content {
  to: string;
  from?: string;
  messagingServiceSid?: string;
  statusCallback?: string | undefined;
}

/**
 * Creates a Message at Twilio.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 * @returns Twilio's Message resource as plain JSON
 * @throws {TwilioError}
 */
export async function createMessage(
  account: Account,
  { statusCallback, ...message }: CheckedMessage,
  options: MessageOptions = {},
): Promise<Resource> {
  if (options.sendAt !== undefined && message.messagingServiceSid === undefined) {
    throw new TwilioError('INVALID_MESSAGE', 'Only a Messaging Service sends at a set time', {
      hint: 'Send from a Messaging Service, or leave sendAt out.',
    });
  }
  return account.requestResource('SEND_MESSAGE_FAILED', (client) =>
    client.messages.create({ ...(statusCallback === undefined ? {} : { statusCallback }), ...options, ...message }),
  );
}

/**
 * Sends an SMS or MMS. All that can be known here is checked before any network is touched.
 * @returns Twilio's Message resource as plain JSON, with `segments` and `encoding` of its text where they are certain
 * @throws {TwilioError}
 */
export async function sendSms(account: Account, given: SmsRequest): Promise<Resource> {
  const { overrides, rest } = overridden(given.options);
  const options = messageOptions(rest);
  const request: SmsRequest = {
    ...given,
    ...overrides,
    sender: overrides.messagingServiceSid === undefined ? given.sender : 'service',
  };
  const to = smsRecipient(request.to);
  const sender = senderOf(request, account);
  // One of the service's numbers can be asked for, in the options.
  if (request.sender === 'service' && overrides.from !== undefined) sender.from = smsSender(overrides.from);
  const hasTemplate = options.contentSid !== undefined;
  // With a template there is no text, whatever the payload is.
  const body = hasTemplate && overrides.body === undefined ? undefined : request.body;
  const content = messageContent(body, request.media, hasTemplate);
  const message = { to, ...sender, ...content, statusCallback: request.statusCallback };
  const created = await createMessage(account, message, options);
  return Object.assign(created, segmentsOf(to, content.body, options.smartEncoded));
}
