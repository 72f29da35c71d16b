import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call';
import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import type { Resource } from '../account/resource';
import { lazy } from '../lazy';
import { stripUnsendableChars } from '../validation/unsendable-chars';
import { isEmpty, isObject, listOf, preview } from '../validation/objects';
import {
  count,
  oneOf,
  readOptions,
  secret,
  text,
  texts,
  boolean,
  webAddress,
  type Reader,
} from '../validation/options';
import { checkTwiml } from '../twiml/check';
import type * as voiceModule from '../twiml/voice';
import { callAddress } from '../addresses/call-address';

/** How a call that is answered goes on. */
export type CallAnswer = 'say' | 'twiml' | 'url' | 'flow';

/** The progress of a call that Twilio can tell of. */
export const CALL_EVENTS = ['initiated', 'ringing', 'answered', 'completed'] as const;

/** What a flow asks of a call; values are as the flow has them and are checked here. */
export interface CallRequest {
  to: unknown;
  from?: unknown;
  answer: CallAnswer;
  say?: unknown;
  voice?: string | undefined;
  language?: string | undefined;
  twiml?: unknown;
  url?: unknown;
  /** Where Twilio asks when the call is answered, for `flow`. */
  flowUrl?: string | undefined;
  /** How long it rings, in seconds. */
  timeout?: unknown;
  /** How long it may take, in seconds. */
  timeLimit?: unknown;
  record?: unknown;
  /** `''`, `Enable` or `DetectMessageEnd`. */
  machineDetection?: unknown;
  /** Go on at once and tell the result when it is known. */
  asyncAmd?: boolean;
  sendDigits?: unknown;
  /** Those of {@link CALL_EVENTS} that are told: a list, or one as a text. */
  statusEvents?: unknown;
  /** Where progress, and the result of asynchronous detection, are told. */
  statusCallback?: string | undefined;
  recordingStatusCallback?: string | undefined;
  options?: unknown;
}

type CallOptions = Omit<CallListInstanceCreateOptions, 'to' | 'from' | 'twiml' | 'url'>;

const method = oneOf('GET', 'POST');

/** Every parameter of a call that is no field of its own, or also one. */
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

const voice = lazy<typeof voiceModule>(__filename, '../twiml/voice');

/** The longest document that may go with the request itself. */
const LONGEST_TWIML = 4000;

function digits(value: unknown): string {
  const keys = typeof value === 'number' ? String(value) : value;
  if (typeof keys === 'string' && /^[0-9A-D#*wW]{1,32}$/.test(keys)) return keys;
  throw new TwilioError('INVALID_CALL', 'The digits to send are not what a phone can send', {
    hint: 'Use up to 32 of 0-9, A-D, # and *, with w for half a second and W for a second of pause.',
  });
}

/** What is said, as a text. @throws {TwilioError} `INVALID_CALL` for what nobody wants to hear read out */
function sayable(value: unknown): string {
  if (isEmpty(value)) return '';
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  throw new TwilioError('INVALID_CALL', `The text to say is ${preview(value)}`, {
    hint: 'Make a text of it first, with a template, a JSON or a change node.',
  });
}

/** The document or the address that the call goes on with. */
function instructions(request: CallRequest): { twiml: string } | { url: string } {
  switch (request.answer) {
    case 'say': {
      const said = stripUnsendableChars(sayable(request.say));
      if (said.trim() === '') {
        throw new TwilioError('INVALID_CALL', 'There is nothing to say', { hint: 'Set the text in the node.' });
      }
      return { twiml: short(voice().sayTwiml({ text: said, voice: request.voice, language: request.language })) };
    }
    case 'twiml': {
      return { twiml: short(checkTwiml(request.twiml, 'voice')) };
    }
    case 'url': {
      const { url } = request;
      if (typeof url === 'string' && /^https?:\/\//i.test(url.trim()) && URL.canParse(url.trim()))
        return { url: url.trim() };
      throw new TwilioError('INVALID_CALL', `${preview(url ?? '')} is no web address`, {
        hint: 'Give the address of a TwiML document, such as a TwiML Bin of the Console.',
      });
    }
    case 'flow': {
      if (request.flowUrl !== undefined) return { url: request.flowUrl };
      throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'Twilio cannot reach this flow: there is no public URL', {
        hint: 'Set the Public URL of the account node, or let the call say a text.',
      });
    }
    default:
      throw new TwilioError('INVALID_CALL', `"${String(request.answer)}" is no way to go on`, {
        hint: 'Choose say, twiml, url or flow.',
      });
  }
}

function short(twiml: string): string {
  if (twiml.length <= LONGEST_TWIML) return twiml;
  throw new TwilioError(
    'MESSAGE_TOO_LARGE',
    `The document has ${twiml.length} characters; Twilio takes ${LONGEST_TWIML}`,
    {
      hint: 'Shorten the text, or put the document under a URL.',
    },
  );
}

/** Those fields that are set. */
const filled = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value) && value !== false));

/** A request with what its options set over it: REST parameters are merged over a node's own. */
function overridden(given: CallRequest): { request: CallRequest; rest: unknown } {
  if (!isObject(given.options)) return { request: given, rest: given.options };
  const { from, url, twiml, ...rest } = given.options;
  const request: CallRequest = {
    ...given,
    ...(isEmpty(from) ? {} : { from }),
    // Of the two, Twilio heeds the URL.
    ...(isEmpty(twiml) ? {} : { twiml, answer: 'twiml' }),
    ...(isEmpty(url) ? {} : { url, answer: 'url' }),
  };
  return { request, rest };
}

/**
 * Calls someone. All that can be known here is checked before any network is touched.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 * @returns Twilio's Call resource as plain JSON
 * @throws {TwilioError}
 */
export async function placeCall(account: Account, given: CallRequest): Promise<Resource> {
  const { request, rest } = overridden(given);
  const to = callAddress(request.to, 'recipient');
  const from = callAddress(isEmpty(request.from) ? account.settings.from : request.from, 'sender', to);
  const next = instructions(request);
  const { timeout, timeLimit, record, machineDetection, sendDigits, statusCallback } = request;
  const events = listOf(request.statusEvents).filter((event) => CALL_EVENTS.some((known) => known === event));
  const fields = readOptions<CallOptions>(
    READERS,
    filled({ timeout, timeLimit, record, machineDetection, sendDigits }),
    { plural: 'calls', code: 'INVALID_CALL' },
  );
  const options: CallOptions = {
    ...fields,
    ...readOptions<CallOptions>(READERS, rest, { plural: 'calls', code: 'INVALID_CALL', fields: ['to'] }),
  };
  const detects = options.machineDetection !== undefined;
  const isAsync = detects && (options.asyncAmd ?? String(request.asyncAmd === true)) === 'true';
  return account.requestResource('CALL_FAILED', (client) =>
    client.calls.create({
      ...(statusCallback === undefined
        ? {}
        : { statusCallback, statusCallbackEvent: events.length === 0 ? ['completed'] : [...events] }),
      ...(isAsync
        ? { asyncAmd: 'true', ...(statusCallback === undefined ? {} : { asyncAmdStatusCallback: statusCallback }) }
        : {}),
      ...(options.record === true && request.recordingStatusCallback !== undefined
        ? { recordingStatusCallback: request.recordingStatusCallback }
        : {}),
      ...options,
      ...next,
      to,
      from,
    }),
  );
}
