import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { phoneNumber } from '../addresses/phone-number';
import { TwilioError } from '../errors/twilio-error';
import { incomingNumbers } from './catalogue/phone-numbers';
import { findNumber } from './find-number';
import { overridingSettings, type NumberWebhook } from './overriding-settings';
import { asResource } from './response';
import { requestOf } from './request';
import { runOperation } from './run';
import { sendRequest } from './send-request';
import { isUrl } from '../validation/is-url';

/** The webhooks of a phone number, and the HTTP method of each. */
const METHOD_OF = {
  smsUrl: 'smsMethod',
  voiceUrl: 'voiceMethod',
  statusCallback: 'statusCallbackMethod',
} as const satisfies Record<NumberWebhook, string>;

/** The URL of each webhook to set. The others stay as they are. */
export type NumberWebhooks = Partial<Record<NumberWebhook, string>>;

/** The webhooks to set. Values of unknown type come from the flow and are checked. */
export interface WebhooksRequest {
  /** In camelCase: `sid`, which is the number's SID or the number itself, and other settings of the number. */
  parameters: Readonly<Record<string, unknown>>;
  /** The webhooks for this number. @throws {TwilioError} when there are none */
  wanted(phoneNumber: string): NumberWebhooks;
  /** Whether a URL belongs to the same account node. */
  isOwn(url: URL): boolean;
  /** Whether URLs that are not our own may be replaced. */
  confirmed: boolean;
}

/** The webhooks of a new number: they belong to no application. */
const PLACEHOLDER_HOST = 'demo.twilio.com';

/** Hosts of this machine, which Twilio cannot reach. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** The URL of another application, without the parts that may be secret. `undefined` for any other URL. */
function foreignUrl(value: unknown, isOwn: (url: URL) => boolean): string | undefined {
  if (typeof value !== 'string' || !isUrl(value)) return undefined;
  const url = new URL(value);
  if (url.hostname === PLACEHOLDER_HOST || LOOPBACK.test(url.hostname) || isOwn(url)) return undefined;
  return `${url.origin}${url.pathname}`;
}

async function numberOf(account: Account, sid: unknown): Promise<Resource> {
  const number = typeof sid === 'string' ? phoneNumber(sid) : undefined;
  if (number !== undefined) return findNumber(account, number);
  return asResource(await sendRequest(account, requestOf(incomingNumbers.get, { sid }, account.accountSid)));
}

/** Twilio deletes one of these settings when the other one is set. */
const EXCLUSIVE: Readonly<Record<string, string>> = {
  trunkSid: 'voiceApplicationSid',
  voiceApplicationSid: 'trunkSid',
};

/**
 * The old values of all settings that a request changes.
 * @param sent the parameters of the request, by Twilio's names
 */
function previousOf(number: Resource, sent: Readonly<Record<string, string>>): Record<string, unknown> {
  const previous: Record<string, unknown> = {};
  const add = (name: string): void => {
    previous[name] = number[name] ?? '';
  };
  for (const [parameter, value] of Object.entries(sent)) {
    const name = parameter.charAt(0).toLowerCase() + parameter.slice(1);
    if (String(number[name] ?? '') === value) continue;
    add(name);
    const other = EXCLUSIVE[name];
    if (other !== undefined && value !== '' && number[other]) add(other);
  }
  return previous;
}

/**
 * Sets webhooks of a phone number. URLs in the parameters take precedence. A URL that is set already stays unchanged.
 * @returns the IncomingPhoneNumber resource. `previous` has the old values of all settings that were changed: an
 * `update` with them undoes the change. `warnings` has a sentence for each setting that makes Twilio ignore the webhooks.
 * @throws {TwilioError} `INVALID_PARAMETER`, `NOT_FOUND`, or `NOT_CONFIRMED` when a URL of another application would be
 * replaced; otherwise the error that Twilio returns
 */
export async function setNumberWebhooks(
  account: Account,
  { parameters, wanted, isOwn, confirmed }: WebhooksRequest,
): Promise<Resource> {
  // Checks all parameters before anything is sent.
  requestOf(incomingNumbers.update, parameters, account.accountSid);
  const number = await numberOf(account, parameters['sid']);
  const changes: Record<string, string> = {};
  const foreign: string[] = [];
  const webhooks = wanted(String(number['phoneNumber']));
  for (const [name, url] of Object.entries(webhooks)) {
    const method = METHOD_OF[name as NumberWebhook];
    if (Object.hasOwn(parameters, name) || (number[name] === url && number[method] === 'POST')) continue;
    Object.assign(changes, { [name]: url, [method]: 'POST' });
    const replaced = foreignUrl(number[name], isOwn);
    if (replaced !== undefined) foreign.push(`${name} ${replaced}`);
  }
  if (foreign.length > 0 && !confirmed) {
    throw new TwilioError(
      'NOT_CONFIRMED',
      `The number ${String(number['phoneNumber'])} has webhooks of another application: ${foreign.join(', ')}`,
      { hint: 'To replace them, select "Confirmed" in the node, or set msg.confirm to true.' },
    );
  }
  const settings = { ...changes, ...parameters, sid: number['sid'] };
  const previous = previousOf(number, requestOf(incomingNumbers.update, settings, account.accountSid).parameters);
  let current = number;
  if (Object.keys(settings).length > 1) {
    const updated = await runOperation(account, incomingNumbers.update, settings);
    if (updated.gives === 'resource') current = updated.resource;
  }
  const warnings = await overridingSettings(account, current, Object.keys(webhooks) as NumberWebhook[]);
  return { ...current, previous, warnings };
}
