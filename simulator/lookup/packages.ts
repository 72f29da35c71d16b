import type { CountryPlan } from '../numbering/numbering-plan';
import { isoSeconds } from '../protocol/meta-pagination';
import type { SimulatorContext } from '../model/context';
import type { Traits } from './test-numbers';
import type { Params } from '../model/rest';

/** A number to look up, with the query of the request. */
export interface Subject {
  context: SimulatorContext;
  phoneNumber: string;
  country: CountryPlan;
  traits: Traits;
  query: Params;
}

/** https://www.twilio.com/docs/api/errors/60607 */
const UNSUPPORTED_COUNTRY = 60607;
/** https://www.twilio.com/docs/api/errors/60610 */
const OUT_OF_COVERAGE = 60610;
/** https://www.twilio.com/docs/api/errors/60617 */
const NOT_ENOUGH_PARAMETERS = 60617;

const NETWORKS: Readonly<Record<string, readonly [carrier: string, mcc: string, mnc: string]>> = {
  US: ['Simulated Mobile', '310', '999'],
  CA: ['Simulated Mobile Canada', '302', '999'],
  GB: ['Simulated Mobile UK', '234', '99'],
  DE: ['Simulated Mobilfunk', '262', '99'],
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The carrier of a line, for Lookup and Verify. A landline has no mobile network. */
export function carrierOf({ country, traits }: Pick<Subject, 'country' | 'traits'>): {
  name: string;
  mcc: string | null;
  mnc: string | null;
} {
  const [name, mcc, mnc] = NETWORKS[country.iso] ?? [`Simulated Mobile ${country.name}`, '901', '99'];
  if (traits.lineType === 'mobile') return { name, mcc, mnc };
  return { name: 'Simulated Telephone Company', mcc: null, mnc: null };
}

/** The data packages by name, with every field that Twilio documents. Null means unknown. */
export const PACKAGES: Readonly<Record<string, (subject: Subject) => Record<string, unknown>>> = {
  line_type_intelligence(subject) {
    const { name, mcc, mnc } = carrierOf(subject);
    return {
      error_code: null,
      mobile_country_code: mcc,
      mobile_network_code: mnc,
      carrier_name: name,
      type: subject.traits.lineType,
    };
  },
  caller_name({ country, phoneNumber, context }) {
    // For numbers of the United States only.
    if (country.iso !== 'US') return { caller_name: null, caller_type: null, error_code: UNSUPPORTED_COUNTRY };
    const { first, last } = holderOf(context, phoneNumber);
    return { caller_name: `${last} ${first}`.toUpperCase(), caller_type: 'CONSUMER', error_code: null };
  },
  sim_swap(subject) {
    const { context, traits } = subject;
    const { name, mcc, mnc } = carrierOf(subject);
    const at = traits.isSimSwapped ? context.timers.now() - HOUR_MS : context.createdAt - 400 * DAY_MS;
    return {
      last_sim_swap: {
        last_sim_swap_date: isoSeconds(at),
        swapped_period: 'PT24H',
        swapped_in_period: traits.isSimSwapped,
      },
      carrier_name: name,
      mobile_country_code: mcc,
      mobile_network_code: mnc,
      error_code: null,
    };
  },
  call_forwarding: ({ traits }) => ({ call_forwarding_enabled: traits.isForwarded, error_code: null }),
  line_status: ({ traits }) => ({ status: traits.lineStatus, error_code: null }),
  identity_match: identityMatch,
  reassigned_number({ query, traits }) {
    const since = query.get('LastVerifiedDate') ?? '';
    const date = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(since);
    if (date === null) {
      return { last_verified_date: since, is_number_reassigned: null, error_code: String(NOT_ENOUGH_PARAMETERS) };
    }
    return {
      last_verified_date: date.slice(1).join('-'),
      is_number_reassigned: traits.isReassigned ? 'yes' : 'no',
      error_code: null,
    };
  },
  sms_pumping_risk: ({ context, traits }) => ({
    carrier_risk_category: traits.isRisky ? 'high' : 'low',
    number_blocked: traits.isRisky,
    number_blocked_date: traits.isRisky ? isoSeconds(context.createdAt - 7 * DAY_MS) : null,
    number_blocked_last_3_months: traits.isRisky,
    sms_pumping_risk_score: traits.isRisky ? 97 : 3,
    error_code: null,
  }),
  phone_number_quality_score({ traits }) {
    const [score, category] = traits.isRisky ? [95, 'high'] : [5, 'low'];
    return {
      carrier_risk_score: score,
      carrier_risk_category: category,
      disposable_phone_risk_score: score,
      disposable_phone_risk_category: category,
      quality_score: score,
      quality_category: category,
      velocity_risk_score: score,
      velocity_risk_category: category,
      error_code: null,
    };
  },
  pre_fill({ context, phoneNumber, country, query }) {
    // Requires a verification of the number.
    if ((query.get('VerificationSid') ?? '') === '') return { error_code: NOT_ENOUGH_PARAMETERS };
    const { first, last } = holderOf(context, phoneNumber);
    return {
      first_name: first,
      last_name: last,
      address_line: '1 Example Street',
      city: 'Springfield',
      state: country.iso === 'US' ? 'IL' : null,
      postal_code: country.iso === 'US' ? '62701' : null,
      country_code: country.iso,
      date_of_birth: '1990-01-01',
      error_code: null,
    };
  },
};

/** A package without data: all fields are null. */
export function emptyPackage(name: string, data: Record<string, unknown>): Record<string, unknown> {
  const code = name === 'reassigned_number' ? String(OUT_OF_COVERAGE) : OUT_OF_COVERAGE;
  return Object.fromEntries(Object.keys(data).map((member) => [member, member === 'error_code' ? code : null]));
}

const IDENTITY_FIELDS: readonly (readonly [match: string, ...parameters: string[]])[] = [
  ['first_name_match', 'FirstName'],
  ['last_name_match', 'LastName'],
  ['address_lines_match', 'AddressLine1', 'AddressLine2'],
  ['city_match', 'City'],
  ['state_match', 'State'],
  ['postal_code_match', 'PostalCode'],
  ['address_country_match', 'AddressCountryCode'],
  ['national_id_match', 'NationalId'],
  ['date_of_birth_match', 'DateOfBirth'],
];

/** All given fields match, except for the test number of another holder. */
function identityMatch({ query, traits }: Subject): Record<string, unknown> {
  const isGiven = (parameters: string[]): boolean => parameters.some((name) => (query.get(name) ?? '') !== '');
  const hasIdentity = IDENTITY_FIELDS.some(([, ...parameters]) => isGiven(parameters));
  const answer = traits.isOtherHolder ? 'no_match' : 'exact_match';
  const matches = IDENTITY_FIELDS.map(([match, ...parameters]) => [
    match,
    isGiven(parameters) ? answer : 'no_data_available',
  ]);
  return {
    ...Object.fromEntries(matches),
    summary_score: hasIdentity && !traits.isOtherHolder ? 100 : 0,
    error_code: hasIdentity ? null : NOT_ENOUGH_PARAMETERS,
    error_message: hasIdentity ? null : 'At least one identity parameter is required, such as FirstName',
  };
}

const FIRST_NAMES = ['Ada', 'Alan', 'Edsger', 'Grace', 'Hedy', 'Joan', 'Konrad', 'Radia'];
const LAST_NAMES = ['Babbage', 'Curie', 'Erlang', 'Faraday', 'Hertz', 'Marconi', 'Meitner', 'Shannon'];

/** The fictional holder of a number, always the same one. */
function holderOf({ ids }: SimulatorContext, phoneNumber: string): { first: string; last: string } {
  const pick = (names: readonly string[], what: string): string =>
    names[Math.floor(ids.fraction(`${what} of ${phoneNumber}`) * names.length)] ?? '';
  return { first: pick(FIRST_NAMES, 'first name'), last: pick(LAST_NAMES, 'last name') };
}
