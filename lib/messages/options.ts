import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message';
import { TwilioError } from '../account/errors';

/** The parameters of a message that are not fields of their own. */
export type MessageOptions = Omit<
  MessageListInstanceCreateOptions,
  'to' | 'from' | 'body' | 'mediaUrl' | 'messagingServiceSid'
>;

const bad = (name: string, value: unknown, wanted: string): TwilioError =>
  new TwilioError('INVALID_MESSAGE', `The option ${name} is ${JSON.stringify(value)}; it must be ${wanted}`, {
    hint: `Correct "${name}" in the node's options or in msg.options.`,
  });

type Reader = (value: unknown, name: string) => unknown;

const text: Reader = (value, name) => {
  if (typeof value === 'string') return value;
  throw bad(name, value, 'a text');
};

const truth: Reader = (value, name) => {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw bad(name, value, 'true or false');
};

const count =
  (least: number, most: number): Reader =>
  (value, name) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
    throw bad(name, value, `a whole number from ${least} to ${most}`);
  };

const amount: Reader = (value, name) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && number >= 0) return number;
  throw bad(name, value, 'a number');
};

const oneOf =
  (...words: string[]): Reader =>
  (value, name) => {
    if (typeof value === 'string' && words.includes(value)) return value;
    throw bad(name, value, words.join(' or '));
  };

const texts: Reader = (value, name) => {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((item) => typeof item === 'string')) return list;
  throw bad(name, value, 'a list of texts');
};

const webAddress: Reader = (value, name) => {
  if (typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)) return value;
  throw bad(name, value, 'a web address');
};

const time: Reader = (value, name) => {
  const date =
    value instanceof Date ? value : new Date(typeof value === 'number' || typeof value === 'string' ? value : '');
  if (!Number.isNaN(date.getTime())) return date;
  throw bad(name, value, 'a time, such as 2026-12-24T18:00:00Z');
};

const variables: Reader = (value, name) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return JSON.stringify(value);
  try {
    if (typeof value === 'string' && typeof JSON.parse(value) === 'object') return value;
  } catch {
    // said below
  }
  throw bad(name, value, 'an object');
};

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

const isName = (name: string): name is keyof MessageOptions => Object.hasOwn(READERS, name);

/**
 * Further parameters of a message, in camelCase, checked. What is `undefined`, `null` or empty is left out.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 * @throws {TwilioError} `INVALID_MESSAGE` for an unknown parameter or a value of the wrong kind
 */
export function messageOptions(options: unknown): MessageOptions {
  if (options === undefined || options === null || options === '') return {};
  if (typeof options !== 'object' || Array.isArray(options)) {
    throw new TwilioError('INVALID_MESSAGE', 'The options of the message are no object', {
      hint: 'Give them as an object, such as {"validityPeriod": 600}.',
    });
  }
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === '') continue;
    if (!isName(name)) {
      throw new TwilioError('INVALID_MESSAGE', `Twilio's messages have no parameter "${name}"`, {
        hint: `Use one of ${Object.keys(READERS).join(', ')}.`,
      });
    }
    read[name] = READERS[name](value, name);
  }
  if (read['sendAt'] !== undefined) read['scheduleType'] ??= 'fixed';
  return read;
}
