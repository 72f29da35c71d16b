import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message';
import { variables } from '../validation/json-options';
import {
  amount,
  count,
  future,
  oneOf,
  text,
  texts,
  boolean,
  webAddress,
  type Reader,
} from '../validation/option-readers';
import { readOptions } from '../validation/options';
import { isEmpty, isObject } from '../validation/objects';

/** The parameters of a message, apart from its sender, recipient and content. */
export type MessageOptions = Omit<
  MessageListInstanceCreateOptions,
  'to' | 'from' | 'body' | 'mediaUrl' | 'messagingServiceSid'
>;

/** How far ahead a message can be scheduled, in seconds. https://www.twilio.com/docs/messaging/features/message-scheduling */
const MIN_SCHEDULE_SECONDS = 300;
const MAX_SCHEDULE_SECONDS = 35 * 24 * 3600;

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message */
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

/** Options for which the node has a field. They take precedence over the field. */
export interface Overrides {
  from?: unknown;
  body?: unknown;
  media?: unknown;
  messagingServiceSid?: unknown;
}

/**
 * Separates the options for which the node has a field from the others.
 * @returns those options, and the rest
 */
export function overridden(options: unknown): { overrides: Overrides; rest: unknown } {
  if (!isObject(options)) return { overrides: {}, rest: options };
  const { from, body, mediaUrl, messagingServiceSid, ...rest } = options;
  const given = { from, body, media: mediaUrl, messagingServiceSid };
  return { overrides: Object.fromEntries(Object.entries(given).filter(([, value]) => !isEmpty(value))), rest };
}

/**
 * Checks the options of a message, in camelCase.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 * @throws {TwilioError} `INVALID_MESSAGE` for an unknown parameter, or a value of the wrong type
 */
export function messageOptions(options: unknown): MessageOptions {
  const read = readOptions<MessageOptions>(READERS, options, {
    plural: 'messages',
    code: 'INVALID_MESSAGE',
    fields: ['to'],
  });
  return read.sendAt === undefined ? read : { scheduleType: 'fixed', ...read };
}

/** Parameters that Twilio accepts but ignores: `MaxPrice` since June 2024. */
const OBSOLETE = ['maxPrice'];

/** The names of the options that Twilio accepts but ignores. */
export function obsoleteOptions(options: unknown): string[] {
  return isObject(options) ? OBSOLETE.filter((name) => !isEmpty(options[name])) : [];
}
