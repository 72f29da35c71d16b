import type { Resource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { webhookUrl, type AccountNode } from '../node-red/account-node';
import { CATALOGUE } from '../resources/catalogue';
import { runOperation } from '../resources/run';
import { overridesOf, servicesOf, type Override, type Service } from '../setup/overrides';
import { isObject, textMember } from '../validation/objects';
import { sentencesOf } from './answer';

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
  /** What makes Twilio ignore the webhooks. */
  overrides: Override[];
}

/** The numbers of the account. */
export interface NumbersBody {
  numbers: NumberRow[];
  /** Why the Messaging Services, which can override webhooks, could not be read. */
  servicesProblem: string | null;
}

/** The most numbers of the list. */
const MAX_NUMBERS = 500;

const webhookNames = Object.keys(WEBHOOKS) as Webhook[];

function rowOf(node: AccountNode, number: Resource): Omit<NumberRow, 'overrides'> {
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
  };
}

/** The Messaging Services, or why they could not be read. */
async function readServices({ account }: AccountNode): Promise<{ services: Service[]; problem: string | null }> {
  try {
    return { services: await servicesOf(account), problem: null };
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    return { services: [], problem: sentencesOf(error) };
  }
}

/**
 * Reads the numbers of an account and their webhooks.
 * @throws {TwilioError} the error that Twilio returns for the numbers. An error for the services is in the result.
 */
export async function numbersOf(node: AccountNode): Promise<NumbersBody> {
  const [found, { services, problem }] = await Promise.all([
    runOperation(node.account, CATALOGUE.incomingNumbers.list, {}, { limit: MAX_NUMBERS }),
    readServices(node),
  ]);
  const numbers = found.gives === 'list' ? found.resources : [];
  return {
    numbers: numbers
      .map((number) => ({ ...rowOf(node, number), overrides: overridesOf(number, services) }))
      .sort((a, b) => a.phoneNumber.localeCompare(b.phoneNumber)),
    servicesProblem: problem,
  };
}

/**
 * Sets webhooks of a number. Those that are not given stay as they are. Settings that override them stay unchanged.
 * @param changes a URL for each webhook; `true` for the URL of this account node, `''` for none
 * @throws {TwilioError} `INVALID_PARAMETER`, `INVALID_CONNECTION_SETTINGS` without a public URL, or the error that
 * Twilio returns
 */
export async function setNumber(
  node: AccountNode,
  sid: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<Omit<NumberRow, 'overrides'>> {
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

/** @throws {TwilioError} `INVALID_PARAMETER` when its user and password are hidden by `***` */
function givenUrl(value: unknown): string {
  const url = typeof value === 'string' ? value.trim() : '';
  if (!url.includes('***@')) return url;
  throw new TwilioError('INVALID_PARAMETER', 'The user and the password of this URL are hidden', {
    hint: 'Replace *** with the user and the password, or use the URL of this Node-RED.',
  });
}
