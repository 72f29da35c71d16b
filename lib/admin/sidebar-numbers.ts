import type { Resource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { webhookUrl, type AccountNode } from '../node-red/account-node';
import { CATALOGUE } from '../resources/catalogue';
import { runOperation } from '../resources/run';
import { isObject, textMember } from '../validation/objects';

/** The webhooks of a number, and the kind of event that each is for. */
const WEBHOOKS = { smsUrl: 'message', voiceUrl: 'call', statusCallback: 'call-status' } as const;

type Webhook = keyof typeof WEBHOOKS;

const METHODS = { smsUrl: 'smsMethod', voiceUrl: 'voiceMethod', statusCallback: 'statusCallbackMethod' } as const;

/** A number of the account. */
export interface NumberRow {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  /** `sms`, `mms`, `voice`, `fax`. */
  capabilities: string[];
  /** The URL of each webhook, without passwords. */
  webhooks: Record<Webhook, string>;
  /** The webhooks that point at this account node. */
  own: Webhook[];
  /** What makes Twilio ignore the webhooks: a TwiML App or a SIP trunk. */
  overriddenBy: { messages: string; calls: string };
}

/** The most numbers of the list. */
const MAX_NUMBERS = 500;

const webhookNames = Object.keys(WEBHOOKS) as Webhook[];

function rowOf(node: AccountNode, number: Resource): NumberRow {
  const { account } = node;
  const capabilities = isObject(number['capabilities']) ? number['capabilities'] : {};
  const urlOf = (name: Webhook): string => account.redact(textMember(number, name));
  return {
    sid: textMember(number, 'sid'),
    phoneNumber: textMember(number, 'phoneNumber'),
    friendlyName: textMember(number, 'friendlyName'),
    capabilities: Object.keys(capabilities)
      .filter((name) => capabilities[name] === true)
      .map((name) => name.toLowerCase()),
    webhooks: { smsUrl: urlOf('smsUrl'), voiceUrl: urlOf('voiceUrl'), statusCallback: urlOf('statusCallback') },
    own: webhookNames.filter((name) => {
      const url = textMember(number, name);
      return url !== '' && url === webhookUrl(node, WEBHOOKS[name]);
    }),
    overriddenBy: {
      messages: textMember(number, 'smsApplicationSid'),
      calls: textMember(number, 'trunkSid') || textMember(number, 'voiceApplicationSid'),
    },
  };
}

/** @throws {TwilioError} the error that Twilio returns */
export async function numbersOf(node: AccountNode): Promise<NumberRow[]> {
  const found = await runOperation(node.account, CATALOGUE.incomingNumbers.list, {}, { limit: MAX_NUMBERS });
  const numbers = found.gives === 'list' ? found.resources : [];
  return numbers.map((number) => rowOf(node, number)).sort((a, b) => a.phoneNumber.localeCompare(b.phoneNumber));
}

/**
 * Sets webhooks of a number. Those that are not given stay as they are.
 * @param changes a URL for each webhook; `true` for the URL of this account node, `''` for none
 * @throws {TwilioError} `INVALID_PARAMETER`, `INVALID_CONNECTION_SETTINGS` without a public URL, or the error that
 * Twilio returns
 */
export async function setNumber(
  node: AccountNode,
  sid: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<NumberRow> {
  const settings: Record<string, string> = { sid };
  for (const name of webhookNames) {
    const change = changes[name];
    if (change === undefined) continue;
    settings[name] = change === true ? ownUrl(node, name) : givenUrl(change);
    if (settings[name] !== '') settings[METHODS[name]] = 'POST';
  }
  const updated = await runOperation(node.account, CATALOGUE.incomingNumbers.update, settings);
  return rowOf(node, updated.gives === 'resource' ? updated.resource : {});
}

function ownUrl(node: AccountNode, name: Webhook): string {
  const url = webhookUrl(node, WEBHOOKS[name]);
  if (url !== undefined) return url;
  throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'The account has no public URL to point the number at', {
    hint: 'Set the Public URL of the account node.',
  });
}

/** @throws {TwilioError} when a password is hidden in it */
function givenUrl(value: unknown): string {
  const url = typeof value === 'string' ? value.trim() : '';
  if (!url.includes('***@')) return url;
  throw new TwilioError('INVALID_PARAMETER', 'The user and the password of this URL are hidden', {
    hint: 'Replace *** with the user and the password, or use the URL of this Node-RED.',
  });
}
