import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { smsRecipient, smsSender } from '../addresses/message-address';
import { isSid } from '../validation/sid';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, preview } from '../validation/objects';
import { messageContent, type Content } from './content';
import { messageDefaults } from './defaults';
import { messageOptions, overridden, type MessageOptions } from './options';
import { segmentsOf, type Segments } from './segments';

/** Twilio's Message resource as plain JSON. https://www.twilio.com/docs/messaging/api/message-resource */
export type MessageResource = PlainResource<MessageInstance>;

/** An SMS or MMS to send. Values of unknown type come from the flow and are checked. */
export interface SmsRequest {
  to: unknown;
  /**
   * `number`: `from`, or the account's default number, or its Messaging Service when it has no number. `service`: a Messaging
   * Service, which chooses the number.
   */
  sender: 'number' | 'service';
  from?: unknown;
  messagingServiceSid?: unknown;
  body?: unknown;
  media?: unknown;
  /** The URL for status callbacks. */
  statusCallback?: string | undefined;
  /** Other parameters of the REST API in camelCase. */
  options?: unknown;
}

/**
 * The SID of the Messaging Service: the one given, or that of the account.
 * @throws {TwilioError} `MISSING_FROM_NUMBER` when it is missing, `INVALID_SENDER` when it is not valid
 */
export function messagingServiceSid(given: unknown, account: Account): string {
  const service = isEmpty(given) ? account.settings.messagingServiceSid : given;
  if (typeof service === 'string' && isSid(service.trim(), 'MG')) return service.trim();
  const problem = isEmpty(service)
    ? 'The Messaging Service is missing'
    : `${preview(service)} is not a valid Messaging Service`;
  throw new TwilioError(isEmpty(service) ? 'MISSING_FROM_NUMBER' : 'INVALID_SENDER', problem, {
    hint: 'Choose a Messaging Service in the node or in the account node. Its SID starts with MG.',
  });
}

/** The sender of a message: that of the node, or that of the account. */
function senderOf(request: SmsRequest, account: Account): { from?: string; messagingServiceSid?: string } {
  const { settings } = account;
  if (request.sender === 'service') {
    return { messagingServiceSid: messagingServiceSid(request.messagingServiceSid, account) };
  }
  const from = isEmpty(request.from) ? settings.from : request.from;
  if (isEmpty(from) && !isEmpty(settings.messagingServiceSid)) {
    return { messagingServiceSid: messagingServiceSid(undefined, account) };
  }
  if (isEmpty(from)) {
    throw new TwilioError('MISSING_FROM_NUMBER', 'The sender is missing', {
      hint: 'Set "From" in the node, or a default number in the account node.',
    });
  }
  return { from: smsSender(from) };
}

/** A message whose addresses and content are checked. */
export interface CheckedMessage extends Content {
  to: string;
  from?: string;
  messagingServiceSid?: string;
  statusCallback?: string | undefined;
}

/**
 * Sends a message. Options that are not set have the account's defaults.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 * @returns Twilio's Message resource as plain JSON, with `segments` and `encoding` when they are known
 * @throws {TwilioError} `INVALID_MESSAGE` for a scheduled message without a Messaging Service;
 * `INVALID_CONNECTION_SETTINGS` for an invalid default of the account; otherwise the error that Twilio returns
 */
export async function createMessage(
  account: Account,
  { statusCallback, ...message }: CheckedMessage,
  given: MessageOptions = {},
): Promise<MessageResource & Partial<Segments>> {
  const options: MessageOptions = {
    ...messageDefaults(account.settings, message.to),
    ...(statusCallback === undefined ? {} : { statusCallback }),
    ...given,
  };
  if (options.sendAt !== undefined && message.messagingServiceSid === undefined) {
    throw new TwilioError('INVALID_MESSAGE', 'Only a Messaging Service can schedule a message', {
      hint: 'Send through a Messaging Service, or remove the option sendAt.',
    });
  }
  const created = await account.requestResource('SEND_MESSAGE_FAILED', (client) =>
    client.messages.create({ ...options, ...message }),
  );
  return { ...created, ...segmentsOf(message.to, message.body, options.smartEncoded) };
}

/**
 * Sends an SMS or MMS, after all its values are checked.
 * @returns Twilio's Message resource as plain JSON, with `segments` and `encoding` when they are known
 * @throws {TwilioError} `INVALID_RECIPIENT`, `INVALID_SENDER`, `MISSING_FROM_NUMBER`, `INVALID_MESSAGE` or
 * `MESSAGE_TOO_LARGE` before anything is sent; otherwise the error that Twilio returns
 */
export async function sendSms(account: Account, given: SmsRequest): Promise<MessageResource & Partial<Segments>> {
  const { overrides, rest } = overridden(given.options);
  const options = messageOptions(rest);
  const request: SmsRequest = {
    ...given,
    ...overrides,
    sender: overrides.messagingServiceSid === undefined ? given.sender : 'service',
  };
  const to = smsRecipient(request.to);
  const sender = senderOf(request, account);
  // With a Messaging Service, the option `from` chooses one of its numbers.
  if (request.sender === 'service' && overrides.from !== undefined) sender.from = smsSender(overrides.from);
  const hasTemplate = options.contentSid !== undefined;
  // A template replaces the text, which is often just the payload.
  const body = hasTemplate && overrides.body === undefined ? undefined : request.body;
  const content = messageContent(body, request.media, hasTemplate);
  return createMessage(account, { to, ...sender, ...content, statusCallback: request.statusCallback }, options);
}
