import type { PhoneNumberContextFetchOptions } from 'twilio/lib/rest/lookups/v2/phoneNumber';
import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import type { Resource } from '../account/resource';
import { isEmpty, isObject, listOf, preview } from '../validation/objects';
import { readOptions, secret, text, type Reader } from '../validation/options';
import { bareNumber } from '../addresses/phone-number';

/** The data packages of Lookup. Without one, Lookup only validates, which is free. https://www.twilio.com/docs/lookup/v2-api */
export const LOOKUP_FIELDS = [
  'validation',
  'caller_name',
  'sim_swap',
  'call_forwarding',
  'line_status',
  'line_type_intelligence',
  'identity_match',
  'reassigned_number',
  'sms_pumping_risk',
  'phone_number_quality_score',
  'pre_fill',
] as const;

type LookupOptions = Omit<PhoneNumberContextFetchOptions, 'fields'>;

/** What is said of a person is not shown in an error. */
const READERS: Readonly<Record<keyof LookupOptions, Reader>> = {
  addressCountryCode: secret,
  addressLine1: secret,
  addressLine2: secret,
  city: secret,
  countryCode: text,
  dateOfBirth: secret,
  firstName: secret,
  lastName: secret,
  lastVerifiedDate: text,
  nationalId: secret,
  partnerSubId: text,
  postalCode: secret,
  state: secret,
  verificationSid: text,
};

/** What to look up. */
export interface LookupRequest {
  /** E.164, or a number as it is written in its country, with `options.countryCode`. */
  number: unknown;
  fields?: unknown;
  options?: unknown;
}

/** Answers that are kept for a while, because some of them cost money. */
export interface LookupCache {
  /** The answer that is kept, or one that is under way, or a new one. */
  answer(key: string, ask: () => Promise<Resource>): Promise<Resource>;
}

/** The most answers that a cache keeps. */
const KEPT = 1000;

/**
 * A cache whose answers live so many milliseconds; none lives when it is 0. The same question, asked while it is being
 * answered, gets the same answer and costs nothing more.
 */
export function lookupCache(lifetime: number, now: () => number = Date.now): LookupCache {
  const answers = new Map<string, { value: Resource; until: number }>();
  const underWay = new Map<string, Promise<Resource>>();
  const keep = (key: string, value: Resource): void => {
    answers.delete(key);
    answers.set(key, { value: structuredClone(value), until: now() + lifetime });
    const [oldest = ''] = answers.keys();
    if (answers.size > KEPT) answers.delete(oldest);
  };
  return {
    async answer(key, ask) {
      if (lifetime <= 0) return ask();
      const found = answers.get(key);
      if (found !== undefined && now() < found.until) return structuredClone(found.value);
      answers.delete(key);
      const asked = underWay.get(key) ?? ask();
      underWay.set(key, asked);
      try {
        const value = await asked;
        keep(key, value);
        return structuredClone(value);
      } finally {
        underWay.delete(key);
      }
    },
  };
}

/** The options with `fields` taken out of them: REST parameters are merged over a node's own. */
function overridden(request: LookupRequest): { fields: string[]; rest: unknown } {
  const own = listOf(request.fields);
  if (!isObject(request.options)) return { fields: own, rest: request.options };
  const { fields, ...rest } = request.options;
  if (isEmpty(fields)) return { fields: own, rest };
  const given: unknown = typeof fields === 'string' ? fields.split(',').map((field) => field.trim()) : fields;
  if (Array.isArray(given) && given.every((field) => typeof field === 'string')) return { fields: listOf(given), rest };
  throw new TwilioError('INVALID_LOOKUP', `The option fields is ${preview(fields)}; it must be a list of texts`, {
    hint: `Use ${LOOKUP_FIELDS.join(', ')}.`,
  });
}

/**
 * Looks a phone number up. https://www.twilio.com/docs/lookup/v2-api#making-a-request
 * @returns the resource as plain JSON; `valid` tells whether it is a phone number
 * @throws {TwilioError}
 */
export async function lookUp(account: Account, request: LookupRequest, cache?: LookupCache): Promise<Resource> {
  const given = typeof request.number === 'number' ? String(request.number) : request.number;
  const number = typeof given === 'string' ? bareNumber(given.replace(/^\s*whatsapp:/i, '')) : '';
  if (!/^\+?\d{1,20}$/.test(number)) {
    throw new TwilioError('INVALID_RECIPIENT', `${preview(given ?? '')} holds no phone number`, {
      hint: 'Give a number in E.164 such as +14155550100, or a national one with a country code in the options.',
    });
  }
  const { fields: wanted, rest } = overridden(request);
  const unknown = wanted.find((field) => !LOOKUP_FIELDS.some((known) => known === field));
  if (unknown !== undefined) {
    throw new TwilioError('INVALID_LOOKUP', `"${unknown}" is no data package of Lookup`, {
      hint: `Use ${LOOKUP_FIELDS.join(', ')}.`,
    });
  }
  const options = readOptions<LookupOptions>(READERS, rest, {
    plural: 'lookups',
    code: 'INVALID_LOOKUP',
    fields: ['number'],
  });
  if (options.countryCode !== undefined) options.countryCode = options.countryCode.toUpperCase();
  const fields = wanted.join(',');
  const ask = (): Promise<Resource> =>
    account.requestResource('LOOKUP_FAILED', (client) =>
      client.lookups.v2.phoneNumbers(number).fetch({ ...options, ...(fields === '' ? {} : { fields }) }),
    );
  // The same question in another order is the same question.
  const key = JSON.stringify([number, [...wanted].sort(), Object.entries(options).sort()]);
  return cache === undefined ? ask() : cache.answer(key, ask);
}
