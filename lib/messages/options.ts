import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message';
import {
  amount,
  count,
  future,
  oneOf,
  readOptions,
  text,
  texts,
  boolean,
  variables,
  webAddress,
  type Reader,
} from '../validation/options';
import { isEmpty, isObject } from '../validation/objects';

/** The parameters of a message that are not fields of their own. */
export type MessageOptions = Omit<
  MessageListInstanceCreateOptions,
  'to' | 'from' | 'body' | 'mediaUrl' | 'messagingServiceSid'
>;

/** When a message can be scheduled, in seconds from now. https://www.twilio.com/docs/messaging/features/message-scheduling */
const MIN_SCHEDULE_SECONDS = 300;
const MAX_SCHEDULE_SECONDS = 35 * 24 * 3600;

/** Every parameter that a message takes besides its sender, recipient and content, and how its value is read. */
const READERS: Readonly<Record<keyof MessageOptions, Reader>> = {
  addressRetention: oneOf('retain', 'obfuscate'),
  applicationSid: text,
  attempt: count(1, 10),
  contentRetention: oneOf('retain', 'discard'),
  contentSid: text,
  contentVariables: variables,
  fallbackFrom: text,
  forceDelivery: boolean,
  maxPrice: amount,
  messageIntent: text,
  persistentAction: texts,
  provideFeedback: boolean,
  riskCheck: oneOf('enable', 'disable'),
  scheduleType: oneOf('fixed'),
  sendAsMms: boolean,
  sendAt: future(MIN_SCHEDULE_SECONDS, MAX_SCHEDULE_SECONDS, 'a time from five minutes to 35 days from now'),
  shortenUrls: boolean,
  smartEncoded: boolean,
  statusCallback: webAddress,
  trafficType: oneOf('free'),
  validityPeriod: count(1, 36_000),
};

/** What a message is made of, as `msg.options` may set it over the fields of a node. */
export interface Overrides {
  from?: unknown;
  body?: unknown;
  media?: unknown;
  messagingServiceSid?: unknown;
}

/**
 * Takes those parameters out of the options that a node has fields for: REST parameters are merged over a node's own.
 * @returns what they set, and the options without them
 */
export function overridden(options: unknown): { overrides: Overrides; rest: unknown } {
  if (!isObject(options)) return { overrides: {}, rest: options };
  const { from, body, mediaUrl, messagingServiceSid, ...rest } = options;
  const given = { from, body, media: mediaUrl, messagingServiceSid };
  return { overrides: Object.fromEntries(Object.entries(given).filter(([, value]) => !isEmpty(value))), rest };
}

/**
 * Further parameters of a message, in camelCase, checked.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 * @throws {TwilioError} `INVALID_MESSAGE` for an unknown parameter or a value of the wrong kind
 */
export function messageOptions(options: unknown): MessageOptions {
  const read = readOptions<MessageOptions>(READERS, options, {
    plural: 'messages',
    code: 'INVALID_MESSAGE',
    fields: ['to'],
  });
  return read.sendAt === undefined ? read : { scheduleType: 'fixed', ...read };
}

/** Parameters that Twilio takes and no longer heeds. `MaxPrice` since June 2024. */
const OBSOLETE = ['maxPrice'];

/** Those of the options that Twilio takes and no longer heeds. */
export function obsoleteOptions(options: unknown): string[] {
  return isObject(options) ? OBSOLETE.filter((name) => !isEmpty(options[name])) : [];
}
