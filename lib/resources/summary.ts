import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { CATALOGUE, type Operation } from './catalogue';
import { runOperation } from './run';

/** How much of one kind was used this month. */
export interface Used {
  /** Such as `sms-outbound`. https://www.twilio.com/docs/usage/api/usage-record#usage-all-categories */
  category: string;
  count: number;
  usage: number;
  usageUnit: string;
  price: number;
  priceUnit: string;
}

/** An overview of an account. A part whose request failed is absent, and the reason is in `problems`. */
export interface Summary {
  accountSid: string;
  account?: Resource;
  /** In the currency of the account. */
  balance?: { amount: number; currency: string };
  /** Its phone numbers, with their webhooks. */
  numbers?: Resource[];
  messagingServices?: Resource[];
  verifyServices?: Resource[];
  /** What was used since the first day of this month, in UTC. */
  usage?: Used[];
  /** The parts that Twilio refused. */
  problems?: { part: string; code: string; message: string }[];
}

/** The most numbers, services and categories of usage. */
const MAX_ITEMS = 1000;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const pick = (resource: Resource, names: readonly string[]): Resource =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(resource, name)).map((name) => [name, resource[name]]));

const NUMBER_FIELDS = ['sid', 'phoneNumber', 'friendlyName', 'capabilities', 'smsUrl', 'voiceUrl', 'statusCallback'];
const SERVICE_FIELDS = ['sid', 'friendlyName'];

const usedOf = (record: Resource): Used => ({
  category: text(record['category']),
  count: Number(record['count']) || 0,
  usage: Number(record['usage']) || 0,
  usageUnit: text(record['usageUnit']),
  price: Number(record['price']) || 0,
  priceUnit: text(record['priceUnit']),
});

/**
 * The numbers, services, balance and usage of an account.
 * @throws {TwilioError} the error that Twilio returns, when it refuses every part
 */
export async function summarize(account: Account, now = new Date()): Promise<Summary> {
  const get = async (operation: Operation): Promise<Resource> => {
    const result = await runOperation(account, operation, {});
    return result.gives === 'resource' ? result.resource : {};
  };
  const list = async (operation: Operation, parameters: Resource = {}): Promise<Resource[]> => {
    const result = await runOperation(account, operation, parameters, { limit: MAX_ITEMS });
    return result.gives === 'list' ? result.resources : [];
  };
  const startDate = `${now.toISOString().slice(0, 7)}-01`;
  const parts: Record<string, Promise<unknown>> = {
    account: get(CATALOGUE.account.get).then((found) => pick(found, ['sid', 'friendlyName', 'status', 'type'])),
    balance: get(CATALOGUE.balance.get).then(({ balance, currency }) => ({
      amount: Number(balance),
      currency: text(currency),
    })),
    numbers: list(CATALOGUE.incomingNumbers.list).then((found) => found.map((one) => pick(one, NUMBER_FIELDS))),
    messagingServices: list(CATALOGUE.messagingServices.list).then((found) =>
      found.map((one) => pick(one, SERVICE_FIELDS)),
    ),
    verifyServices: list(CATALOGUE.verifyServices.list).then((found) => found.map((one) => pick(one, SERVICE_FIELDS))),
    usage: list(CATALOGUE.usage.byCategory, { startDate }).then((found) =>
      found.map(usedOf).filter(({ count, usage, price }) => count !== 0 || usage !== 0 || price !== 0),
    ),
  };
  const names = Object.keys(parts);
  const results = await Promise.allSettled(Object.values(parts));
  const summary: Record<string, unknown> = { accountSid: account.accountSid };
  const problems: { part: string; code: string; message: string }[] = [];
  for (const [index, result] of results.entries()) {
    const part = names[index] ?? '';
    if (result.status === 'fulfilled') summary[part] = result.value;
    else if (result.reason instanceof TwilioError) {
      problems.push({ part, code: result.reason.code, message: result.reason.message });
    } else throw result.reason;
  }
  const [first] = results;
  if (problems.length === names.length && first?.status === 'rejected') throw first.reason;
  return { ...summary, ...(problems.length === 0 ? {} : { problems }) } as Summary;
}
