/** The checks of fields that several node types have. */

import { addressPattern } from '../../lib/addresses/address-pattern';
import { smsSender, whatsappAddress } from '../../lib/addresses/message-address';
import { isSid } from '../../lib/validation/sid';
import { isErrorCodePattern } from '../../lib/validation/error-code-pattern';
import { characterCount, MAX_BODY_LENGTH } from '../../lib/validation/message-body';
import { wholeNumberOf } from '../../lib/validation/numbers';
import { isPlainObject } from '../../lib/validation/objects';
import { parsePublicUrl, PublicUrlError } from '../../lib/validation/public-url';
import { checkRegularExpression } from '../../lib/validation/regular-expression';
import { isWebAddress, MAX_MEDIA, splitWebAddresses } from '../../lib/validation/web-address';
import { isWebhookPath } from '../../lib/validation/webhook-path';
import { all, isVariable, required, shaped, type Check, type Problem } from './check';
import { matches, reads } from './runtime';

/** The sender of an SMS: a phone number, a short code or an alphanumeric sender ID. */
export const sender: Check = reads(smsSender, { key: 'sender' });

/** The default sender of an account: that of an SMS or of a WhatsApp message. */
export const defaultSender: Check = (text) =>
  /^\s*whatsapp:/i.test(text)
    ? reads((value) => whatsappAddress(value, 'sender'), { key: 'sender' })(text)
    : sender(text);

/** The problem of each reason why no address can match an entry. */
const ADDRESS_PROBLEMS = { noCountryCode: 'addressPlus', invalid: 'address' } as const;

function entryProblem(entry: string): Problem | undefined {
  const result = addressPattern(entry);
  return 'problem' in result ? { key: ADDRESS_PROBLEMS[result.problem], values: { entry } } : undefined;
}

/** The entries of a comma-separated list. */
const entriesOf = (list: string): string[] =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** A comma-separated list of addresses with `*` as wildcard. */
export const addressList: Check = shaped((value) => {
  for (const entry of entriesOf(value)) {
    const problem = entryProblem(entry);
    if (problem) return problem;
  }
  return undefined;
});

/** The reason in an error, without its first words. The sentence of the problem has them already. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : '';

/** A JavaScript regular expression that needs no backtracking. */
export const regularExpression: Check = (text) => {
  if (isVariable(text)) return undefined;
  try {
    checkRegularExpression(text);
    return undefined;
  } catch (error) {
    return { key: 'regex', values: { reason: reasonOf(error) } };
  }
};

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): Check {
  return (text) =>
    isVariable(text) || wholeNumberOf(text, min, max) !== undefined
      ? undefined
      : { key: 'wholeNumber', values: { min: String(min), max: String(max) } };
}

/**
 * A maximum that is not below a minimum. A text that is not a number is left to other checks.
 * @param min the text of the minimum's field
 */
export function maxNotBelow(min: string): Check {
  return (text) =>
    min.trim() !== '' && text.trim() !== '' && Number(text) < Number(min)
      ? { key: 'longest', values: { shortest: min } }
      : undefined;
}

/** A list of texts, in JSON. The form writes no other value, but an imported flow can have one. */
export const statusList: Check = (text) => {
  if (text === '') return undefined;
  try {
    const list: unknown = JSON.parse(text);
    const isList = Array.isArray(list) && list.every((status) => typeof status === 'string');
    return isList ? undefined : { key: 'statusList' };
  } catch {
    return { key: 'statusList' };
  }
};

/** Error codes, or their first digits and `*`: `30003, 300*`. */
export const errorCodes: Check = shaped((value) => {
  const entry = entriesOf(value).find((code) => !isErrorCodePattern(code));
  return entry === undefined ? undefined : { key: 'errorCode', values: { entry } };
});

/**
 * The deadline of a flow's answer in seconds. Twilio waits 15 seconds.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-faq
 */
export const deadline: Check = wholeNumber(1, 14);

/** The URLs of a message's media. */
export const mediaUrls: Check = shaped((value) => {
  const urls = splitWebAddresses(value);
  if (urls.length > MAX_MEDIA) return { key: 'mediaCount', values: { max: String(MAX_MEDIA) } };
  const url = urls.find((address) => !isWebAddress(address));
  return url === undefined ? undefined : { key: 'mediaUrl', values: { url } };
});

/** The text of a message. */
export const messageBody: Check = (text) => {
  const length = characterCount(text);
  return length > MAX_BODY_LENGTH
    ? { key: 'tooLong', values: { length: String(length), max: String(MAX_BODY_LENGTH) } }
    : undefined;
};

/** A SID with these two letters. */
export const sid = (prefix: 'AC' | 'CA' | 'SK' | 'MG' | 'VA' | 'VE' | 'HX' | 'HJ' | 'WW'): Check =>
  matches((value) => isSid(value, prefix), { key: 'sid', values: { prefix } });

/** A secret without spaces or line breaks, which a copied text can have. */
export const secret: Check = matches((value) => /^\S+$/.test(value), { key: 'secret' });

const PUBLIC_URL_PROBLEMS = { invalid: 'publicUrl', spaces: 'publicUrl', query: 'publicUrlQuery' } as const;

/** The public URL of an account. */
export const publicUrl: Check = shaped((value) => {
  try {
    parsePublicUrl(value);
    return undefined;
  } catch (error) {
    return { key: error instanceof PublicUrlError ? PUBLIC_URL_PROBLEMS[error.problem] : 'publicUrl' };
  }
});

/** The path of an account's webhooks. */
export const webhookPath: Check = all(required, matches(isWebhookPath, { key: 'path' }));

/**
 * A JSON object.
 * @param example an object for the message
 */
export function jsonObject(example: string): Check {
  return (text) => {
    if (text.trim() === '' || isVariable(text)) return undefined;
    try {
      return isPlainObject(JSON.parse(text)) ? undefined : { key: 'jsonObject', values: { example } };
    } catch (error) {
      return { key: 'json', values: { reason: error instanceof Error ? error.message : '' } };
    }
  };
}
