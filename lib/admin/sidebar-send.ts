import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { channelOf } from '../addresses/channel';
import { phoneNumber } from '../addresses/phone-number';
import { countSegments, type Segments } from '../messages/segments';
import { sendSms } from '../messages/send';
import { sendWhatsapp } from '../messages/whatsapp';
import { webhookUrl, type AccountNode } from '../node-red/account-node';
import { textMember } from '../validation/objects';

/** The length of a message, and what it will cost. */
export interface Estimate extends Partial<Segments> {
  /** In UTF-16 code units, as in the API's limit of 1,600. */
  characters: number;
  /** What each segment costs, by the type of the sender's number. Absent when Twilio has no price for it. */
  price?: { low: string; high: string; unit: string; country: string };
}

/** A message as the sidebar's form has it. */
export interface FormMessage {
  from: string;
  to: string;
  body: string;
  media: string[];
}

/** The message of a request's body. */
export function formMessage(body: Record<string, unknown>): FormMessage {
  const media = textMember(body, 'media');
  return {
    from: textMember(body, 'from').trim(),
    to: textMember(body, 'to').trim(),
    body: textMember(body, 'body'),
    media: media.split(/[\s,]+/).filter((url) => url !== ''),
  };
}

/** The prices of SMS to a country, as Twilio has them. */
type Prices = Pick<NonNullable<Estimate['price']>, 'low' | 'high' | 'unit' | 'country'> | undefined;

/** How long prices are kept, in milliseconds. */
const PRICES_LIFETIME_MS = 60 * 60 * 1000;

/** The most prices that are kept, by account and recipient. */
const MAX_PRICES = 200;

const known = new WeakMap<Account, Map<string, Promise<Prices>>>();

/**
 * The prices of an SMS to a number. Lookup returns the number's country, which costs nothing. The Pricing API returns
 * the prices. https://www.twilio.com/docs/messaging/api/pricing
 */
async function requestPrices(account: Account, to: string): Promise<Prices> {
  const country = await account.request('REQUEST_FAILED', async (client) => {
    const { countryCode } = await client.lookups.v2.phoneNumbers(to).fetch();
    return countryCode;
  });
  if (country === null || country === '') return undefined;
  const found = await account.request('REQUEST_FAILED', (client) =>
    client.pricing.v1.messaging.countries(country).fetch(),
  );
  // The SDK does not change the names inside a list to camelCase.
  const carriers = found.outboundSmsPrices as unknown as { prices?: { current_price?: string }[] }[];
  const prices = carriers
    .flatMap(({ prices: list = [] }) => list.map(({ current_price: price }) => Number(price)))
    .filter((price) => Number.isFinite(price));
  if (prices.length === 0) return undefined;
  return { low: String(Math.min(...prices)), high: String(Math.max(...prices)), unit: found.priceUnit, country };
}

function pricesOf(account: Account, to: string): Promise<Prices> {
  const answers = known.get(account) ?? new Map<string, Promise<Prices>>();
  known.set(account, answers);
  const earlier = answers.get(to);
  if (earlier !== undefined) return earlier;
  if (answers.size >= MAX_PRICES) answers.clear();
  // The message can also be sent without a price.
  const asked = requestPrices(account, to).catch(() => undefined);
  answers.set(to, asked);
  setTimeout(() => answers.delete(to), PRICES_LIFETIME_MS).unref();
  return asked;
}

/** The length of a message and what it costs, while it is typed. Errors of Twilio are ignored. */
export async function estimate(account: Account, { to, body, media }: FormMessage): Promise<Estimate> {
  const characters = body.length;
  if (channelOf(to) !== 'sms' || media.length > 0) return { characters };
  const segments = body === '' ? {} : countSegments(body);
  const number = phoneNumber(to);
  const price = number === undefined ? undefined : await pricesOf(account, number);
  return { characters, ...segments, ...(price === undefined ? {} : { price }) };
}

/** The delivery of a message, as far as Twilio reports it. */
export interface MessageState {
  sid: string;
  status: string;
  errorCode: number | null;
  errorMessage: string | null;
  /** What Twilio has charged, such as `-0.0079`. `null` until Twilio has calculated it. */
  price: string | null;
  priceUnit: string | null;
  numSegments: string | null;
}

function stateOf(message: Resource): MessageState {
  const optional = (name: string): string | null => textMember(message, name) || null;
  const { errorCode } = message;
  return {
    sid: textMember(message, 'sid'),
    status: textMember(message, 'status'),
    errorCode: typeof errorCode === 'number' ? errorCode : null,
    errorMessage: optional('errorMessage'),
    price: optional('price'),
    priceUnit: optional('priceUnit'),
    numSegments: optional('numSegments'),
  };
}

/**
 * Sends a message, by WhatsApp when the recipient is a WhatsApp address. Its statuses go to the flow's status nodes, if
 * there are any.
 * @throws {TwilioError} for invalid input, or the error that Twilio returns
 */
export async function sendFromForm(node: AccountNode, message: FormMessage): Promise<MessageState> {
  const hasStatusNodes = node.endpoint?.hasSubscribers('message-status') === true;
  const statusCallback = hasStatusNodes ? webhookUrl(node, 'message-status') : undefined;
  const { from, to, body, media } = message;
  const common = {
    to,
    body,
    statusCallback,
    ...(from === '' ? {} : { from }),
    ...(media.length === 0 ? {} : { media }),
  };
  const sent =
    channelOf(to) === 'whatsapp'
      ? await sendWhatsapp(node.account, { ...common, mode: 'text' })
      : await sendSms(node.account, { ...common, sender: from === '' && usesService(node) ? 'service' : 'number' });
  return stateOf(sent);
}

const usesService = ({ account: { settings } }: AccountNode): boolean =>
  settings.from === '' && settings.messagingServiceSid !== '';

/** @throws {TwilioError} the error that Twilio returns */
export async function messageState(account: Account, sid: string): Promise<MessageState> {
  return stateOf(await account.fetchResource('REQUEST_FAILED', (client) => client.messages(sid).fetch()));
}
