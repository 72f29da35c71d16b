/**
 * What may stand in a field: pure functions from the field's text to a problem, or undefined when it is fine. A problem
 * names its sentence in the catalogue (`common.error.<key>`); `rules.ts` makes Node-RED validators of them.
 */

import { isOtherAddress } from '../lib/addresses/other-address';

/** Why a field is marked: the key of a sentence under `common.error`, and what is filled into it. */
export interface Problem {
  key: string;
  values?: Record<string, string>;
}

/** Looks at a field's text. Empty text is fine to every check except `required`. */
export type Check = (text: string) => Problem | undefined;

/**
 * `${NAME}` and nothing else, not even a blank: Node-RED puts the environment variable's value there when the flow
 * starts, so it cannot be judged here. https://nodered.org/docs/user-guide/environment-variables
 */
const ENVIRONMENT_VARIABLE = /^\$\{[^{}\s]+\}$/;

/** A variable within other text, which Node-RED leaves as it is written. */
const WITHIN_TEXT = /\$\{[^{}\s]+\}/;

/** True when a value is an environment variable as a whole. */
export const isVariable = (text: string): boolean => ENVIRONMENT_VARIABLE.test(text);

/** A check of text that has a shape: nothing at all and an environment variable are fine; blanks around it do not count. */
export function shaped(check: Check): Check {
  return (text) => {
    const value = text.trim();
    if (value === '' || isVariable(text)) return undefined;
    return WITHIN_TEXT.test(value) ? { key: 'variableWithin' } : check(value);
  };
}

const when = (test: RegExp, key: string): Check => shaped((value) => (test.test(value) ? undefined : { key }));

/** Something must be there. */
export const required: Check = (text) => (text.trim() === '' ? { key: 'required' } : undefined);

/** The first problem that one of the checks finds. */
export function all(...checks: Check[]): Check {
  return (text) => {
    for (const check of checks) {
      const problem = check(text);
      if (problem) return problem;
    }
    return undefined;
  };
}

const E164 = /^\+[1-9]\d{6,14}$/;
const PUNCTUATION = /[\s().\-/]/g;

/** The recipient of an SMS: a number in E.164, punctuation allowed. https://www.twilio.com/docs/glossary/what-e164 */
export const recipient: Check = shaped((value) =>
  /^rcs:\S+$/i.test(value) || E164.test(value.replace(PUNCTUATION, '')) ? undefined : { key: 'phoneNumber' },
);

const SHORT_CODE = /^\d{3,8}$/;
/**
 * https://www.twilio.com/docs/messaging/features/alphanumeric-sender-id
 * One that starts with a plus is a mistyped number.
 */
const ALPHANUMERIC_SENDER = /^(?!\+)(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}$/;

/** Who a message can come from: a phone number, a short code or an alphanumeric sender ID. */
export const sender: Check = shaped((value) => {
  const bare = value.replace(/^(whatsapp|rcs):/i, '');
  const number = bare.replace(PUNCTUATION, '');
  if (E164.test(number) || SHORT_CODE.test(number) || ALPHANUMERIC_SENDER.test(bare)) return undefined;
  return { key: 'sender' };
});

const ADDRESS_NAME = /^[\w*.@&+ -]+$/;
const ADDRESS_NUMBER = /^[+\d*][\d*\s().-]*$/;

/** What is wrong with one entry of an address list; the runtime compares without channel and without punctuation. */
function entryProblem(entry: string): Problem | undefined {
  if (isOtherAddress(entry)) return undefined;
  const bare = entry.replace(/^[a-z]+:/i, '').trim();
  if (ADDRESS_NUMBER.test(bare)) {
    const digits = bare.replace(PUNCTUATION, '');
    // Without its + such an entry would match nothing, silently: Twilio always writes it.
    if (/^\d+$/.test(digits) && !SHORT_CODE.test(digits)) return { key: 'addressPlus', values: { entry } };
    if (/^\+[\d*]+$/.test(digits) || /^[\d*]+$/.test(digits)) return undefined;
    return { key: 'address', values: { entry } };
  }
  return ADDRESS_NAME.test(bare) && /[A-Za-z]/.test(bare) ? undefined : { key: 'address', values: { entry } };
}

/**
 * A comma-separated list of addresses with `*` as wildcard: numbers, short codes, sender IDs, WhatsApp addresses with
 * or without `whatsapp:`, SIP and other addresses.
 */
export const addressList: Check = shaped((value) => {
  for (const entry of value.split(',').map((part) => part.trim())) {
    const problem = entry === '' ? undefined : entryProblem(entry);
    if (problem) return problem;
  }
  return undefined;
});

/** A regular expression that JavaScript understands. */
export const regularExpression: Check = (text) => {
  if (isVariable(text)) return undefined;
  try {
    new RegExp(text);
    return undefined;
  } catch (error) {
    return { key: 'regex', values: { reason: error instanceof Error ? error.message : '' } };
  }
};

/** A whole number within bounds, both included. */
export function wholeNumber(min: number, max: number): Check {
  return (text) => {
    if (isVariable(text)) return undefined;
    const value = text.trim();
    const number = Number(value);
    const fits = /^\d+$/.test(value) && number >= min && number <= max;
    return fits ? undefined : { key: 'wholeNumber', values: { min: String(min), max: String(max) } };
  };
}

/**
 * A whole number that is not below another one; what is no number is left to other checks.
 * @param shortest the other one, as it is typed
 */
export function longest(shortest: string): Check {
  return (text) =>
    shortest.trim() !== '' && text.trim() !== '' && Number(text) < Number(shortest)
      ? { key: 'longest', values: { shortest } }
      : undefined;
}

/** A list of statuses, in JSON. Tick boxes make no other; an imported flow may. */
export const statusList: Check = (text) => {
  if (text === '') return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((status) => typeof status === 'string')
      ? undefined
      : { key: 'statusList' };
  } catch {
    return { key: 'statusList' };
  }
};

/** Error codes with `*` at the end as wildcard: `30003, 300*`. https://www.twilio.com/docs/api/errors */
export const errorCodes: Check = shaped((value) => {
  const bad = value
    .split(',')
    .map((part) => part.trim())
    .find((entry) => entry !== '' && !/^\d*\*?$/.test(entry));
  return bad === undefined ? undefined : { key: 'errorCode', values: { entry: bad } };
});

/** Twilio waits 15 s for an answer, so a flow gets at most 14. https://www.twilio.com/docs/usage/webhooks/webhooks-faq */
export const deadline: Check = wholeNumber(1, 14);

/** A list of URLs as people type it: commas, spaces or line breaks between. A comma inside a URL stays. */
export const urlList = (text: string): string[] =>
  text
    .trim()
    .split(/[\s,]+(?=[a-z]+:\/\/)/i)
    .map((url) => url.replace(/,$/, '').trim())
    .filter((url) => url !== '');

/** At most this many media URLs ride on one message. https://www.twilio.com/docs/messaging/api/message-resource */
const MAX_MEDIA = 10;

/** Up to ten addresses, from which Twilio fetches the media. */
export const mediaUrls: Check = shaped((value) => {
  const urls = urlList(value);
  if (urls.length > MAX_MEDIA) return { key: 'mediaCount', values: { max: String(MAX_MEDIA) } };
  const bad = urls.find((url) => !/^https?:\/\/[^\s/?#]+\S*$/i.test(url));
  return bad === undefined ? undefined : { key: 'mediaUrl', values: { url: bad } };
});

/** At most this many characters fit a message. https://www.twilio.com/docs/messaging/api/message-resource */
const MAX_BODY = 1600;

/** A text that fits one message. */
export const messageBody: Check = (text) => {
  // Characters, not UTF-16 units: an emoji is one.
  const length = [...text].length;
  return length > MAX_BODY ? { key: 'tooLong', values: { length: String(length), max: String(MAX_BODY) } } : undefined;
};

/** A SID of one kind: two letters and 32 hexadecimal digits. https://www.twilio.com/docs/glossary/what-is-a-sid */
export function sid(prefix: 'AC' | 'SK' | 'MG' | 'VA' | 'VE' | 'HX' | 'HJ'): Check {
  const shape = new RegExp(`^${prefix}[0-9a-f]{32}$`);
  return shaped((value) => (shape.test(value) ? undefined : { key: 'sid', values: { prefix } }));
}

/** A secret pasted with a blank or line break in it does not work, and nobody sees why. */
export const secret: Check = when(/^\S+$/, 'secret');

/**
 * The public base address: http or https with a host; a path and `user:pass@` are allowed, a query and a fragment are
 * not, because each webhook's own path comes after it.
 */
export const publicUrl: Check = shaped((value) => {
  if (!/^https?:\/\//i.test(value)) return { key: 'publicUrlScheme' };
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return { key: 'publicUrl' };
  }
  if (url.hostname === '' || /\s/.test(value)) return { key: 'publicUrl' };
  return /[?#]/.test(value) ? { key: 'publicUrlQuery' } : undefined;
});

/** The path under which an account's webhooks lie: a leading slash, then characters that need no escaping in a URL. */
export const webhookPath: Check = all(required, when(/^\/[\w.~!$&'()*+,;=:@/%-]*$/, 'path'));

/**
 * A JSON object.
 * @param example one for the sentence, as a person would write it
 */
export function jsonObject(example: string): Check {
  return (text) => {
    if (text.trim() === '' || isVariable(text)) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return undefined;
      return { key: 'jsonObject', values: { example } };
    } catch (error) {
      return { key: 'json', values: { reason: error instanceof Error ? error.message : '' } };
    }
  };
}
