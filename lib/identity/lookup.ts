import type { PhoneNumberContextFetchOptions, PhoneNumberInstance } from 'twilio/lib/rest/lookups/v2/phoneNumber';
import type { Account } from '../account/account';
import type { PlainResource } from '../account/resource';
import { lookupNumber } from '../addresses/lookup-number';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, isObject, listOf, preview } from '../validation/objects';
import { compactDate, countryCode, secret, sid, text, type Reader } from '../validation/option-readers';
import { readOptions } from '../validation/options';
import type { LookupCache } from './lookup-cache';

/**
 * The data packages of Lookup. Without one, Lookup only validates the number, which is free.
 * https://www.twilio.com/docs/lookup/v2-api
 */
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

/** Personal data is read with {@link secret}, so that no error shows it. */
const READERS: Readonly<Record<keyof LookupOptions, Reader>> = {
  addressCountryCode: countryCode,
  addressLine1: secret,
  addressLine2: secret,
  city: secret,
  countryCode,
  dateOfBirth: compactDate,
  firstName: secret,
  lastName: secret,
  lastVerifiedDate: compactDate,
  nationalId: secret,
  partnerSubId: text,
  postalCode: secret,
  state: secret,
  verificationSid: sid('VE'),
};

/** A number to look up. Values come from the flow and are checked. */
export interface LookupRequest {
  /** In E.164 format, or in national format with `options.countryCode`. */
  number: unknown;
  /** Which of {@link LOOKUP_FIELDS} to request: a list, or one of them as a text. */
  fields?: unknown;
  /** Other parameters of the REST API in camelCase. */
  options?: unknown;
}

const FIELDS_HINT = `Use ${LOOKUP_FIELDS.join(', ')}.`;

/**
 * The data packages, and the options without `fields`. REST parameters take precedence over fields.
 * @throws {TwilioError} `INVALID_LOOKUP`
 */
function fieldsOf(request: LookupRequest): { fields: string[]; rest: unknown } {
  const own = listOf(request.fields);
  if (!isObject(request.options)) return { fields: own, rest: request.options };
  const { fields, ...rest } = request.options;
  if (isEmpty(fields)) return { fields: own, rest };
  const given: unknown = typeof fields === 'string' ? fields.split(',').map((field) => field.trim()) : fields;
  if (Array.isArray(given) && given.every((field) => typeof field === 'string')) return { fields: listOf(given), rest };
  throw new TwilioError('INVALID_LOOKUP', `The option fields is ${preview(fields)}; it must be a list of strings`, {
    hint: FIELDS_HINT,
  });
}

/**
 * Looks up a phone number. https://www.twilio.com/docs/lookup/v2-api#making-a-request
 * @returns Twilio's PhoneNumber resource as plain JSON. Its `valid` is false when it is not a valid phone number.
 * @throws {TwilioError} `INVALID_RECIPIENT` or `INVALID_LOOKUP` before anything is sent; otherwise the error that
 * Twilio returns
 */
export async function lookUp(
  account: Account,
  request: LookupRequest,
  cache?: LookupCache,
): Promise<PlainResource<PhoneNumberInstance>> {
  const given = typeof request.number === 'number' ? String(request.number) : request.number;
  const number = typeof given === 'string' ? lookupNumber(given) : undefined;
  if (number === undefined) {
    throw new TwilioError('INVALID_RECIPIENT', `${preview(given ?? '')} is not a phone number`, {
      hint: 'Enter a number in E.164 format, such as +14155550100, or a national number with the option countryCode.',
    });
  }
  const { fields: names, rest } = fieldsOf(request);
  const unknown = names.find((name) => !LOOKUP_FIELDS.some((known) => known === name));
  if (unknown !== undefined) {
    throw new TwilioError('INVALID_LOOKUP', `Lookup has no data package "${unknown}"`, { hint: FIELDS_HINT });
  }
  const options = readOptions<LookupOptions>(READERS, rest, {
    plural: 'lookups',
    code: 'INVALID_LOOKUP',
    fields: ['number'],
  });
  if (options.countryCode !== undefined) options.countryCode = options.countryCode.toUpperCase();
  const fields = names.join(',');
  const fetch = () =>
    account.fetchResource('LOOKUP_FAILED', (client) =>
      client.lookups.v2.phoneNumbers(number).fetch({ ...options, ...(fields === '' ? {} : { fields }) }),
    );
  if (cache === undefined) return fetch();
  // Sorted, so that the order of packages and options makes no difference.
  return cache.answer(JSON.stringify([number, [...names].sort(), Object.entries(options).sort()]), fetch);
}
