import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import { isObject } from '../validation/objects';
import { notConfirmed } from './not-confirmed';
import { needsConfirmation, requestUrl } from './request-confirmation';
import { sendRequest } from './send-request';

/** A request to any host of Twilio. Values come from the flow and are checked. */
export interface RawRequest {
  method: unknown;
  /** A URL of Twilio, or a path of `api.twilio.com`. `{AccountSid}` stands for the SID of the account. */
  path: unknown;
  /** Under Twilio's names. */
  parameters?: unknown;
  /** Whether the parameters are sent as JSON, where the method has a body. A form by default. */
  json?: boolean;
  /** Whether a person has confirmed the request. Only some requests need it. */
  confirmed?: boolean;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * Sends a request to any host of Twilio.
 * @returns the body of the response as Twilio sent it, but without secrets
 * @throws {TwilioError} `INVALID_PARAMETER` for a method, URL or parameters that are not valid, and for any other host;
 * `NOT_CONFIRMED` for what costs money or cannot be undone; otherwise the error that Twilio returns
 */
export async function runRequest(account: Account, request: RawRequest): Promise<unknown> {
  const method = METHODS.find((known) => known === String(request.method).toLowerCase());
  if (method === undefined) {
    throw new TwilioError('INVALID_PARAMETER', `"${String(request.method)}" is not a valid method`, {
      hint: 'Use GET, POST, PUT, PATCH or DELETE.',
    });
  }
  const url = urlOf(request.path, account.accountSid);
  const parameters = request.parameters ?? {};
  if (!isObject(parameters)) {
    throw new TwilioError('INVALID_PARAMETER', 'The parameters are not an object', {
      hint: 'Enter them by name, such as {"FriendlyName": "Support"}, under the names of Twilio\'s documentation.',
    });
  }
  assertJson(parameters);
  if (needsConfirmation(method, url, parameters) && request.confirmed !== true) throw notConfirmed();
  const isJson = request.json === true && method !== 'get' && method !== 'delete';
  // The SDK turns the values of a form into text.
  const form = parameters as Record<string, string>;
  return sendRequest(account, { method, url: url.href, parameters: form }, isJson ? parameters : undefined);
}

function urlOf(given: unknown, accountSid: string): URL {
  const path = String(given ?? '').trim();
  const url = requestUrl(path, accountSid);
  if (url !== undefined) return url;
  throw new TwilioError('INVALID_PARAMETER', `"${path}" is not a URL of Twilio`, {
    hint: 'Enter a path such as /2010-04-01/Accounts/{AccountSid}/Queues.json, or an https URL at twilio.com.',
  });
}

/** @throws {TwilioError} `INVALID_PARAMETER` when the parameters cannot be written as JSON */
function assertJson(parameters: object): void {
  try {
    JSON.stringify(parameters);
  } catch {
    throw new TwilioError('INVALID_PARAMETER', 'The parameters cannot be written as JSON', {
      hint: 'Use only strings, numbers, booleans, arrays and objects, without circular references.',
    });
  }
}
