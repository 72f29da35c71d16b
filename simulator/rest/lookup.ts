import { badRequest } from '../core/api-error';
import { traitsOf } from '../lookup/test-numbers';
import { emptyPackage, PACKAGES } from '../lookup/packages';
import { parseNumber } from '../lookup/parse-number';
import { isKnownCountry, kindOf } from '../numbering/numbering-plan';
import type { Route } from './router';
import type { RestCall } from '../model/rest';

/** https://www.twilio.com/docs/lookup/v2-api */
export const lookupRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'lookups',
    path: '/v2/PhoneNumbers/{PhoneNumber}',
    handle(call) {
      const { context, path, query } = call;
      const fields = readFields(call);
      const countryCode = query.get('CountryCode');
      if (countryCode !== undefined && countryCode !== '' && !isKnownCountry(countryCode)) {
        throw badRequest(20001, `CountryCode is not valid: ${countryCode}`);
      }
      const { phoneNumber, country, nationalFormat, errors } = parseNumber(
        path['PhoneNumber'] ?? '',
        countryCode === '' ? undefined : countryCode,
      );
      const valid = errors.length === 0;
      const isTollFree = kindOf(phoneNumber)?.kind === 'TollFree';
      const traits = traitsOf(phoneNumber, isTollFree);
      const packageData = (name: string): unknown => {
        const create = PACKAGES[name];
        if (!fields.has(name) || !valid || country === undefined || create === undefined) return null;
        context.usage.count('lookups', 1, name);
        const data = create({ context, phoneNumber, country, traits, query });
        return traits.isOutOfCoverage ? emptyPackage(name, data) : data;
      };
      return {
        status: 200,
        body: {
          calling_country_code: valid ? (country?.code ?? null) : null,
          country_code: valid ? (country?.iso ?? null) : null,
          phone_number: phoneNumber,
          national_format: valid ? nationalFormat : null,
          valid,
          validation_errors: errors,
          ...Object.fromEntries(Object.keys(PACKAGES).map((name) => [name, packageData(name)])),
          url: `https://lookups.twilio.com/v2/PhoneNumbers/${encodeURIComponent(phoneNumber).replace('%2B', '+')}`,
        },
      };
    },
  },
];

/** @throws ApiError 20001 for an unknown data package */
function readFields({ query }: RestCall): ReadonlySet<string> {
  const fields = query
    .all('Fields')
    .flatMap((text) => text.split(','))
    .map((field) => field.trim())
    .filter((field) => field !== '');
  const unknown = fields.find((field) => field !== 'validation' && !Object.hasOwn(PACKAGES, field));
  if (unknown !== undefined) throw badRequest(20001, `Invalid 'Fields' parameter: ${unknown}`);
  return new Set(fields);
}
