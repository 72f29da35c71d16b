import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call';
import { TwilioError } from '../errors/twilio-error';
import { isSendDigits } from '../validation/send-digits';
import { boolean, count, oneOf, secret, text, texts, webAddress, type Reader } from '../validation/option-readers';
import { readOptions } from '../validation/options';

/** The parameters of a call, apart from its parties and its instructions. */
export type CallOptions = Omit<CallListInstanceCreateOptions, 'to' | 'from' | 'twiml' | 'url'>;

const method = oneOf('GET', 'POST');

const digits: Reader = (value) => {
  const keys = typeof value === 'number' ? String(value) : value;
  if (typeof keys === 'string' && isSendDigits(keys)) return keys;
  throw new TwilioError('INVALID_CALL', 'The digits to send are not valid', {
    hint: 'Use up to 32 characters: 0-9, A-D, # and *, with w for a pause of half a second and W for one second.',
  });
};

/** https://www.twilio.com/docs/voice/api/call-resource#create-a-call */
const READERS: Readonly<Record<keyof CallOptions, Reader>> = {
  applicationSid: text,
  asyncAmd: (value, name) => String(boolean(value, name)),
  asyncAmdStatusCallback: webAddress,
  asyncAmdStatusCallbackMethod: method,
  byoc: text,
  callReason: text,
  callToken: text,
  callerId: text,
  clientNotificationUrl: webAddress,
  fallbackMethod: method,
  fallbackUrl: webAddress,
  machineDetection: oneOf('Enable', 'DetectMessageEnd'),
  machineDetectionSilenceTimeout: count(2000, 10_000),
  machineDetectionSpeechEndThreshold: count(500, 5000),
  machineDetectionSpeechThreshold: count(1000, 6000),
  machineDetectionTimeout: count(3, 59),
  method,
  passports: text,
  record: boolean,
  recordingChannels: oneOf('mono', 'dual'),
  recordingConfigurationId: text,
  recordingStatusCallback: webAddress,
  recordingStatusCallbackEvent: texts,
  recordingStatusCallbackMethod: method,
  recordingTrack: oneOf('inbound', 'outbound', 'both'),
  sendDigits: digits,
  sipAuthPassword: secret,
  sipAuthUsername: text,
  statusCallback: webAddress,
  statusCallbackEvent: texts,
  statusCallbackMethod: method,
  timeLimit: count(1, 86_400),
  timeout: count(1, 600),
  trim: oneOf('trim-silence', 'do-not-trim'),
};

/**
 * Checks the options of a call.
 * @param options in camelCase
 * @param fields parameters that are not allowed here, because the node has a field for them
 * @throws {TwilioError} `INVALID_CALL` for an unknown parameter, or a value of the wrong type
 */
export const callOptions = (options: unknown, fields: readonly string[] = []): CallOptions =>
  readOptions<CallOptions>(READERS, options, { plural: 'calls', code: 'INVALID_CALL', fields });
