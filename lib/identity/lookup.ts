import type { PhoneNumberContextFetchOptions } from 'twilio/lib/rest/lookups/v2/phoneNumber';
import type { Account } from '../account/account';
import { TwilioError } from '../account/errors';
import type { Resource } from '../account/resource';
import { readOptions, text, type Reader } from '../options';

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

const READERS: Readonly<Record<keyof LookupOptions, Reader>> = {
  addressCountryCode: text,
  addressLine1: text,
  addressLine2: text,
  city: text,
  countryCode: text,
  dateOfBirth: text,
  firstName: text,
  lastName: text,
  lastVerifiedDate: text,
  nationalId: text,
  partnerSubId: text,
  postalCode: text,
  state: text,
  verificationSid: text,
};

/** What to look up. */
export interface LookupRequest {
  /** E.164, or a number as it is written in its country, with `options.countryCode`. */
  number: unknown;
  fields?: readonly string[];
  options?: unknown;
}

/** Answers that are kept for a while, because some of them cost money. */
export interface LookupCache {
  get(key: string): Resource | undefined;
  set(key: string, value: Resource): void;
}

/** The most answers that a cache keeps. */
const KEPT = 1000;

/** A cache whose answers live so many milliseconds; none lives when it is 0. */
export function lookupCache(lifetime: number, now: () => number = Date.now): LookupCache {
  const answers = new Map<string, { value: Resource; until: number }>();
  return {
    get(key) {
      const found = answers.get(key);
      if (found === undefined) return undefined;
      if (now() < found.until) return structuredClone(found.value);
      answers.delete(key);
      return undefined;
    },
    set(key, value) {
      if (lifetime <= 0) return;
      answers.delete(key);
      answers.set(key, { value: structuredClone(value), until: now() + lifetime });
      const [oldest = ''] = answers.keys();
      if (answers.size > KEPT) answers.delete(oldest);
    },
  };
}

/**
 * Looks a phone number up. https://www.twilio.com/docs/lookup/v2-api#making-a-request
 * @returns the resource as plain JSON; `valid` tells whether it is a phone number
 * @throws {TwilioError}
 */
export async function lookUp(account: Account, request: LookupRequest, cache?: LookupCache): Promise<Resource> {
  const given = typeof request.number === 'number' ? String(request.number) : request.number;
  const number = typeof given === 'string' ? given.trim().replace(/[\s().\-/]/g, '') : '';
  if (!/^\+?\d{1,20}$/.test(number)) {
    throw new TwilioError('INVALID_RECIPIENT', `${JSON.stringify(given ?? '')} holds no phone number`, {
      hint: 'Give a number in E.164 such as +14155550100, or a national one with a country code in the options.',
    });
  }
  const wanted = (request.fields ?? []).filter((field) => field !== '');
  const unknown = wanted.find((field) => !LOOKUP_FIELDS.some((known) => known === field));
  if (unknown !== undefined) {
    throw new TwilioError('INVALID_MESSAGE', `"${unknown}" is no data package of Lookup`, {
      hint: `Use ${LOOKUP_FIELDS.join(', ')}.`,
    });
  }
  const options = readOptions<LookupOptions>(READERS, request.options, 'lookups');
  const fields = wanted.join(',');
  const key = JSON.stringify([number, fields, options]);
  const known = cache?.get(key);
  if (known !== undefined) return known;
  const resource = await account.resource('LOOKUP_FAILED', (client) =>
    client.lookups.v2.phoneNumbers(number).fetch({ ...options, ...(fields === '' ? {} : { fields }) }),
  );
  cache?.set(key, resource);
  return resource;
}
