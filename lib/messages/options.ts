import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message';
import {
  amount,
  count,
  oneOf,
  readOptions,
  text,
  texts,
  time,
  truth,
  variables,
  webAddress,
  type Reader,
} from '../options';
import { isEmpty, isObject } from '../objects';

/** The parameters of a message that are not fields of their own. */
export type MessageOptions = Omit<
  MessageListInstanceCreateOptions,
  'to' | 'from' | 'body' | 'mediaUrl' | 'messagingServiceSid'
>;

/** Every parameter that a message takes besides its sender, recipient and content, and how its value is read. */
const READERS: Readonly<Record<keyof MessageOptions, Reader>> = {
  addressRetention: oneOf('retain', 'obfuscate'),
  applicationSid: text,
  attempt: count(1, 10),
  contentRetention: oneOf('retain', 'discard'),
  contentSid: text,
  contentVariables: variables,
  fallbackFrom: text,
  forceDelivery: truth,
  maxPrice: amount,
  messageIntent: text,
  persistentAction: texts,
  provideFeedback: truth,
  riskCheck: oneOf('enable', 'disable'),
  scheduleType: oneOf('fixed'),
  sendAsMms: truth,
  sendAt: time,
  shortenUrls: truth,
  smartEncoded: truth,
  statusCallback: webAddress,
  trafficType: oneOf('free'),
  validityPeriod: count(1, 36_000),
};

/**
 * Further parameters of a message, in camelCase, checked.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 * @throws {TwilioError} `INVALID_MESSAGE` for an unknown parameter or a value of the wrong kind
 */
export function messageOptions(options: unknown): MessageOptions {
  const read = readOptions<MessageOptions>(READERS, options, 'messages');
  return read.sendAt === undefined ? read : { scheduleType: 'fixed', ...read };
}

/** Parameters that Twilio takes and no longer heeds. `MaxPrice` since June 2024. */
const OBSOLETE = ['maxPrice'];

/** Those of the options that Twilio takes and no longer heeds. */
export function obsoleteOptions(options: unknown): string[] {
  return isObject(options) ? OBSOLETE.filter((name) => !isEmpty(options[name])) : [];
}
