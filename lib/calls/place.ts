import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { callAddress } from '../addresses/call-address';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, isObject, listOf } from '../validation/objects';
import { callInstructions } from './call-instructions';
import { callOptions, type CallOptions } from './call-options';
import { CALL_EVENTS, type CallRequest } from './call-request';

/** Only the fields that are set. */
const filled = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value) && value !== false));

/** Moves the options for which the node has a field into the request: REST parameters take precedence over fields. */
function withOverrides(given: CallRequest): { request: CallRequest; rest: unknown } {
  if (!isObject(given.options)) return { request: given, rest: given.options };
  const { from, url, twiml, ...rest } = given.options;
  const request: CallRequest = {
    ...given,
    ...(isEmpty(from) ? {} : { from }),
    // When both are set, Twilio uses the URL.
    ...(isEmpty(twiml) ? {} : { twiml, answer: 'twiml' }),
    ...(isEmpty(url) ? {} : { url, answer: 'url' }),
  };
  return { request, rest };
}

/** The status callbacks that the fields of the node ask for. */
function callbacksOf(request: CallRequest, options: CallOptions): CallOptions {
  const { statusCallback, recordingStatusCallback } = request;
  const events = listOf(request.statusEvents).filter((event) => CALL_EVENTS.some((known) => known === event));
  const isAsync =
    options.machineDetection !== undefined && (options.asyncAmd ?? String(request.asyncAmd === true)) === 'true';
  return {
    ...(statusCallback === undefined
      ? {}
      : { statusCallback, statusCallbackEvent: events.length === 0 ? ['completed'] : [...events] }),
    ...(isAsync ? { asyncAmd: 'true' } : {}),
    ...(isAsync && statusCallback !== undefined ? { asyncAmdStatusCallback: statusCallback } : {}),
    ...(options.record === true && recordingStatusCallback !== undefined ? { recordingStatusCallback } : {}),
  };
}

/**
 * Twilio ignores answering machine detection when it has digits to send, so the call would go on without its result.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 * @throws {TwilioError} `INVALID_CALL` when both are set
 */
function assertDetectable({ machineDetection, sendDigits }: CallOptions): void {
  if (machineDetection === undefined || sendDigits === undefined) return;
  throw new TwilioError('INVALID_CALL', 'Twilio does not detect answering machines in a call that sends digits', {
    hint: 'Remove the digits to send, or turn off the detection.',
  });
}

/**
 * Places a call, after all its values are checked.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 * @returns Twilio's Call resource as plain JSON
 * @throws {TwilioError} `INVALID_RECIPIENT`, `INVALID_SENDER`, `MISSING_FROM_NUMBER`, `INVALID_CALL`, `INVALID_TWIML`,
 * `MESSAGE_TOO_LARGE` or `INVALID_CONNECTION_SETTINGS` before anything is sent; otherwise the error that Twilio returns
 */
export async function placeCall(account: Account, given: CallRequest): Promise<PlainResource<CallInstance>> {
  const { request, rest } = withOverrides(given);
  const to = callAddress(request.to, 'recipient');
  const from = callAddress(isEmpty(request.from) ? account.settings.from : request.from, 'sender', to);
  const instructions = callInstructions(request);
  const { timeout, timeLimit, record, machineDetection, sendDigits } = request;
  const options: CallOptions = {
    ...callOptions(filled({ timeout, timeLimit, record, machineDetection, sendDigits })),
    ...callOptions(rest, ['to']),
  };
  assertDetectable(options);
  return account.requestResource('CALL_FAILED', (client) =>
    client.calls.create({ ...callbacksOf(request, options), ...options, ...instructions, to, from }),
  );
}
